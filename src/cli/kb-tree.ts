import type { Command } from 'commander';
import { z } from 'zod';
import type { ConceptReference, StoredKnowledgeBase } from '../knowledge/index.js';
import { wholeNumber } from './arguments.js';
import { type CliCommand, type CliContext, examples, printResult } from './command.js';
import { conceptsMeant, counted, withKnowledgeBase } from './kb-open.js';

const END = ['cycle', 'seen', 'depth', 'limit'] as const;
type End = (typeof END)[number];

interface Node extends ConceptReference {
  readonly children: readonly Node[];
  readonly end?: End | undefined;
}

const node: z.ZodType<Node> = z.object({
  id: z.string(),
  name: z.string(),
  get children() {
    return z.array(node).describe('in order of id');
  },
  end: z
    .enum(END)
    .optional()
    .describe(
      'why there are no more: it lies above itself, stands elsewhere in the tree, is too deep, or is one too many',
    ),
});

const output = z.object({
  up: z.boolean().describe('whether children are what a concept is a kind of'),
  depth: z.int(),
  shown: z.int().describe('concepts in the trees'),
  roots: z.array(node).describe('the concept of this id, or all concepts of this name'),
});
type Report = z.infer<typeof output>;

interface Options {
  readonly depth: number;
  readonly limit: number;
  readonly up?: boolean;
  readonly vocabulary?: string;
  readonly json?: boolean;
}

/** `hilgen kb tree`: shows what lies below (or above) a concept. */
export const kbTree: CliCommand = { name: 'kb tree', output, define };

function define(command: Command, context: CliContext): void {
  command
    .description('show the kinds of a concept as a tree; cycles are marked, not followed')
    .argument('<kb>', 'a knowledge base made by `hilgen kb build`')
    .argument('<id or name>', 'a concept id, or any of its names')
    .option('--depth <n>', 'levels below the concept', wholeNumber(0), 2)
    .option('--limit <n>', 'at most this many concepts', wholeNumber(1), 200)
    .option('--up', 'what the concept is a kind of, instead')
    .option('--vocabulary <name>', 'only relations that this vocabulary asserts, for example SNOMEDCT_US')
    .option('--json', 'print JSON')
    .addHelpText(
      'after',
      examples(
        'hilgen kb tree do.kb DOID:863 --depth 2',
        'hilgen kb tree do.kb "ataxia telangiectasia" --up --depth 9',
      ),
    )
    .action(async (path: string, text: string, options: Options) => {
      const report = await withKnowledgeBase(path, (kb) => grow(kb, text, options));
      printResult(context, options, report, render);
    });
}

function grow(kb: StoredKnowledgeBase, text: string, options: Options): Report {
  const { depth, limit, up = false, vocabulary } = options;
  const seen = new Set<string>();
  const next = (id: string): ConceptReference[] =>
    up ? kb.parents(id, vocabulary) : kb.children(id, vocabulary);
  const visit = ({ id, name }: ConceptReference, above: readonly string[]): Node => {
    const leaf = (end?: End): Node => ({ id, name, children: [], ...(end && { end }) });
    if (above.includes(id)) return leaf('cycle');
    const isKnown = seen.has(id);
    seen.add(id);
    const below = next(id);
    if (below.length === 0) return leaf();
    if (isKnown) return leaf('seen');
    if (above.length === depth) return leaf('depth');
    const children: Node[] = [];
    for (const child of below) {
      if (seen.size >= limit) return { id, name, children, end: 'limit' };
      children.push(visit(child, [...above, id]));
    }
    return { id, name, children };
  };
  const roots = conceptsMeant(kb, text).map((concept) => visit(concept, []));
  return { up, depth, shown: seen.size, roots };
}

const MARKS: Readonly<Record<End, string>> = {
  cycle: '  ↺ lies above itself',
  seen: '  … shown above',
  depth: '  …',
  limit: '',
};

function render({ roots, shown }: Report): string {
  const lines = roots.flatMap((root) => [title(root), ...branches(root, '')]);
  return `${lines.map((line) => `${line}\n`).join('')}\n${counted(shown, 'concept')}\n`;
}

const title = ({ id, name, end }: Node): string => `${id}  ${name}${end === undefined ? '' : MARKS[end]}`;

function branches({ children, end }: Node, indent: string): string[] {
  const isCut = end === 'limit';
  const lines = children.flatMap((child, at) => {
    const isLast = at === children.length - 1 && !isCut;
    return [
      `${indent}${isLast ? '└─ ' : '├─ '}${title(child)}`,
      ...branches(child, `${indent}${isLast ? '   ' : '│  '}`),
    ];
  });
  return isCut ? [...lines, `${indent}└─ … and more (--limit)`] : lines;
}
