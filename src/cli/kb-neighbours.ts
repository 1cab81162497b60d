import type { Command } from 'commander';
import { z } from 'zod';
import { random } from '../base/random.js';
import { LAYER_NAMES, type Layer } from '../corpus/index.js';
import type { Concept, StoredKnowledgeBase } from '../knowledge/index.js';
import { oneOf, wholeNumber } from './arguments.js';
import { type CliCommand, type CliContext, examples, printResult } from './command.js';
import { conceptsMeant, counted, withKnowledgeBase } from './kb-open.js';
import { table } from './table.js';

const output = z.object({
  layer: z.enum(LAYER_NAMES).describe('the relation followed'),
  seed: z.int().describe('seed of the draw'),
  concepts: z
    .array(
      z.object({ id: z.string(), name: z.string(), types: z.array(z.string()).describe('semantic types') }),
    )
    .describe('the concept of this id, or all concepts of this name'),
  neighbours: z
    .array(
      z.object({
        from: z.string().describe('id of the concept it was reached from'),
        id: z.string(),
        name: z.string().describe('the name that generation would put in a sentence'),
        via: z.array(z.string()).describe('ids passed on the way: the shared parent, the type'),
      }),
    )
    .describe('in drawn order, at most --limit for each concept'),
});
type Report = z.infer<typeof output>;

interface Options {
  readonly layer: Layer;
  readonly limit: number;
  readonly seed: number;
  readonly typeDepth: number;
  readonly vocabulary?: string;
  readonly json?: boolean;
}

/** `hilgen kb neighbours`: draws what a layer leads to from a concept. */
export const kbNeighbours: CliCommand = { name: 'kb neighbours', output, define };

function define(command: Command, context: CliContext): void {
  command
    .description('list neighbours of a concept through one layer')
    .argument('<kb>', 'a knowledge base made by `hilgen kb build`')
    .argument('<id or name>', 'a concept id, or any of its names')
    .requiredOption(
      '--layer <layer>',
      `which relation to follow: ${LAYER_NAMES.join(', ')}`,
      oneOf(LAYER_NAMES),
    )
    .option('--limit <n>', 'at most this many', wholeNumber(1), 10)
    .option('--seed <n>', 'seed of the draw', wholeNumber(0), 1)
    .option(
      '--type-depth <n>',
      'semantic-type: depth of the ancestors that stand for types',
      wholeNumber(1),
      2,
    )
    .option('--vocabulary <name>', 'parent, child, sibling: only as this one has it, for example SNOMEDCT_US')
    .option('--json', 'print JSON')
    .addHelpText(
      'after',
      examples(
        'hilgen kb neighbours do.kb DOID:12704 --layer sibling --limit 10',
        'hilgen kb neighbours do.kb "breast cancer" --layer semantic-type --seed 7 --json',
        'hilgen kb neighbours umls.kb C0004135 --layer parent --vocabulary SNOMEDCT_US',
      ),
    )
    .action(async (path: string, text: string, options: Options) => {
      const report = await withKnowledgeBase(path, (kb) => ask(kb, text, options));
      printResult(context, options, report, render);
    });
}

function ask(kb: StoredKnowledgeBase, text: string, options: Options): Report {
  const { layer, limit, seed, typeDepth, vocabulary } = options;
  const meant = conceptsMeant(kb, text);
  const neighbours = meant.flatMap((concept) => {
    const mention = concept.id === text ? undefined : text;
    const draw = random(seed, 'neighbours', concept.id, layer);
    const settings = { limit, random: draw, typeDepth, mention, vocabulary };
    const found = kb.neighbours(concept.id, layer, settings);
    return found.map(({ id, name, via }) => ({ from: concept.id, id, name, via: [...via] }));
  });
  return { layer, seed, concepts: meant.map(referenceOf), neighbours };
}

function referenceOf({ id, name, types }: Concept): Report['concepts'][number] {
  return { id, name, types: [...types] };
}

function render({ layer, concepts, neighbours }: Report): string {
  const title = concepts.map(titleOf).join('');
  if (neighbours.length === 0) return `${title}no ${layer} neighbours\n`;
  const isAmbiguous = concepts.length > 1;
  const rows = neighbours.map(({ from, id, name, via }) => [
    ...(isAmbiguous ? [from] : []),
    id,
    name,
    via.join(' '),
  ]);
  const header = [...(isAmbiguous ? ['from'] : []), 'id', 'name', 'via'];
  return `${title}\n${table(header, rows)}\n${counted(neighbours.length, `${layer} neighbour`)}\n`;
}

function titleOf({ id, name, types }: Report['concepts'][number]): string {
  return `${id}  ${name}${types.length > 0 ? `  [${types.join(' ')}]` : ''}\n`;
}
