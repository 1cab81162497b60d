import type { Command } from 'commander';
import { z } from 'zod';
import { type CorpusDiff, type Difference, type Document, diffCorpora } from '../corpus/index.js';
import { wholeNumber } from './arguments.js';
import { type CliCommand, type CliContext, examples, printResult } from './command.js';
import { addInputOptions, describeRemarks, type InputOptions, openInput } from './shared/corpus-input.js';

const KINDS = {
  'only-left': 'documents only in the first',
  'only-right': 'documents only in the second',
  text: 'documents whose text differs',
  'mention-left': 'mentions only in the first',
  'mention-right': 'mentions only in the second',
  label: 'mentions with another label',
  boundary: 'mentions with other boundaries',
} as const satisfies Record<Difference['kind'], string>;

const output = z.object({
  alignedBy: z.enum(['id', 'text']).describe('whether documents were paired by id or found by text'),
  documents: z.object({ both: z.int(), onlyLeft: z.int(), onlyRight: z.int() }),
  mentions: z.object({ same: z.int(), left: z.int(), right: z.int() }),
  differences: z
    .array(
      z.object({
        kind: z.enum(Object.keys(KINDS) as (keyof typeof KINDS)[]),
        where: z.string().describe('id of the document'),
        left: z.string().optional(),
        right: z.string().optional(),
      }),
    )
    .describe('every difference'),
});

interface Options extends InputOptions {
  readonly ignoreLabels?: boolean;
  readonly limit: number;
  readonly json?: boolean;
}

/** `hilgen corpus diff`: where two corpora differ. */
export const corpusDiff: CliCommand = { name: 'corpus diff', output, define };

function define(command: Command, context: CliContext): void {
  addInputOptions(
    command
      .description('compare two corpora in any two formats: documents, texts, mentions')
      .argument('<left>', 'a corpus')
      .argument('<right>', 'the same corpus, perhaps in another format or version'),
  )
    .option('--ignore-labels', 'compare places only, where one has finer labels')
    .option('--limit <n>', 'differences printed of each kind', wholeNumber(0), 10)
    .option('--json', 'print JSON with every difference')
    .addHelpText(
      'after',
      '\nExit code 1 where the corpora differ. --from and the like hold for both corpora.\n',
    )
    .addHelpText(
      'after',
      examples(
        'hilgen corpus diff train.pubtator.txt standoff.tar.gz',
        'hilgen corpus diff train.tsv train.pubtator.txt --ignore-labels',
      ),
    )
    .action(async (left: string, right: string, options: Options) => {
      const diff = diffCorpora(
        await readAll(left, options, context),
        await readAll(right, options, context),
        options,
      );
      printResult(context, options, diff, (value) => render(value, options.limit));
      if (diff.differences.length > 0) process.exitCode = 1;
    });
}

async function readAll(path: string, options: InputOptions, context: CliContext): Promise<Document[]> {
  const { documents, remarks } = await openInput(path, options, context);
  const all: Document[] = [];
  for await (const document of documents) all.push(document);
  context.remark(describeRemarks(remarks));
  return all;
}

function render({ alignedBy, documents, mentions, differences }: CorpusDiff, limit: number): string {
  const lines = [
    `${documents.both} documents in both, ${alignedBy === 'id' ? 'paired by id' : 'found by text'}`,
    `${mentions.same} mentions the same, of ${mentions.left} and ${mentions.right}`,
  ];
  for (const [kind, title] of Object.entries(KINDS)) {
    const mine = differences.filter((one) => one.kind === kind);
    if (mine.length === 0) continue;
    lines.push(`\n${mine.length} ${title}`);
    for (const { where, left, right } of mine.slice(0, limit)) {
      lines.push(`  ${[where, left && `< ${left}`, right && `> ${right}`].filter(Boolean).join('  ')}`);
    }
    if (mine.length > limit) lines.push(`  … and ${mine.length - limit} more`);
  }
  if (differences.length === 0) lines.push('no differences');
  return `${lines.join('\n')}\n`;
}
