import type { Command } from 'commander';
import { z } from 'zod';
import { type Concept, type ConceptRelation, SCOPES, type StoredKnowledgeBase } from '../knowledge/index.js';
import { wholeNumber } from './arguments.js';
import { type CliCommand, type CliContext, examples, printResult } from './command.js';
import { conceptsMeant, withKnowledgeBase } from './kb-open.js';

const reference = z.object({ id: z.string(), name: z.string().describe('preferred name') });

const output = z.object({
  concepts: z
    .array(
      reference.extend({
        obsolete: z.boolean().describe('kept by id only'),
        names: z
          .array(
            z.object({
              text: z.string(),
              scope: z.enum(SCOPES).describe('closeness of the name'),
              vocabularies: z.array(z.string()).optional().describe('the vocabularies that have it'),
            }),
          )
          .describe('all names, closest first'),
        definition: z.string().optional(),
        types: z.array(reference).describe('semantic types, or the ancestors that stand for them'),
        parents: z.array(reference),
        children: z.array(reference),
        relations: z
          .array(
            reference.extend({
              type: z.string().describe('as the terminology names it'),
              direction: z
                .enum(['to', 'from'])
                .describe('to: this part_of the other; from: the other part_of this'),
              vocabulary: z.string().optional().describe('the vocabulary that asserts it'),
            }),
          )
          .describe('relations besides is_a'),
        otherIds: z
          .array(z.string())
          .describe('other ids that lead here: merged ones, those of joined concepts'),
        xrefs: z.array(z.string()).describe('ids in other terminologies'),
      }),
    )
    .describe('the concept of this id, or all concepts of this name'),
});
type Shown = z.infer<typeof output>;

interface Options {
  readonly typeDepth: number;
  readonly json?: boolean;
}

/** `hilgen kb show`: prints all that is known of a concept. */
export const kbShow: CliCommand = { name: 'kb show', output, define };

function define(command: Command, context: CliContext): void {
  command
    .description(
      'show a concept: names by vocabulary, definition, types, parents, children, relations, other ids',
    )
    .argument('<kb>', 'a knowledge base made by `hilgen kb build`')
    .argument('<id or name>', 'a concept id, or any of its names')
    .option('--type-depth <n>', 'depth of the ancestors that stand for types', wholeNumber(1), 2)
    .option('--json', 'print JSON')
    .addHelpText(
      'after',
      examples('hilgen kb show do.kb DOID:12704', 'hilgen kb show do.kb "ataxia telangiectasia" --json'),
    )
    .action(async (path: string, text: string, options: Options) => {
      const shown = await withKnowledgeBase(path, (kb) => ({
        concepts: conceptsMeant(kb, text).map((concept) => describe(kb, concept, options.typeDepth)),
      }));
      printResult(context, options, shown, ({ concepts }) => concepts.map(render).join('\n'));
    });
}

function describe(kb: StoredKnowledgeBase, concept: Concept, typeDepth: number): Shown['concepts'][number] {
  const { id, name, obsolete, names, definition, xrefs } = concept;
  return {
    ...{ id, name, obsolete, definition },
    names: names.map(({ text, scope, vocabularies }) => ({
      ...{ text, scope },
      ...(vocabularies && { vocabularies: [...vocabularies] }),
    })),
    types: kb.semanticTypes(id, typeDepth),
    parents: kb.parents(id),
    children: kb.children(id),
    relations: kb.relations(id),
    otherIds: kb.otherIds(id),
    xrefs: [...xrefs],
  };
}

const MOST = 20;

function render(concept: Shown['concepts'][number]): string {
  const { id, name, obsolete, names, definition, types, parents, children, xrefs } = concept;
  const [preferred] = names.filter(({ scope }) => scope === 'name');
  const other = names.filter(({ scope }) => scope !== 'name');
  return [
    `${id}  ${name}${obsolete ? '  (obsolete)' : ''}${preferred ? having(preferred) : ''}\n`,
    definition === undefined ? '' : `${definition}\n`,
    section(
      'other names',
      other.map((one) => `${one.text}  [${one.scope}]${having(one)}`),
    ),
    section('types', types.map(line)),
    section('parents', parents.map(line)),
    section('children', children.map(line)),
    section('relations', concept.relations.map(relationLine)),
    section('other ids', concept.otherIds),
    section('cross-references', xrefs),
  ].join('');
}

function having({ vocabularies = [] }: { vocabularies?: readonly string[] | undefined }): string {
  return vocabularies.length === 0 ? '' : `  (${vocabularies.join(', ')})`;
}

function relationLine({ type, direction, vocabulary, ...other }: ConceptRelation): string {
  const by = vocabulary === undefined ? '' : `  (${vocabulary})`;
  return `${direction === 'to' ? '→' : '←'} ${type}  ${line(other)}${by}`;
}

function section(title: string, lines: readonly string[]): string {
  if (lines.length === 0) return '';
  const shown = lines.slice(0, MOST);
  if (lines.length > MOST) shown.push(`… and ${lines.length - MOST} more (--json lists all)`);
  return `\n${title}\n${shown.map((text) => `  ${text}\n`).join('')}`;
}

function line({ id, name }: { id: string; name: string }): string {
  return `${id}  ${name}`;
}
