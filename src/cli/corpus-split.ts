import { join } from 'node:path';
import { type Command, InvalidArgumentError } from 'commander';
import { z } from 'zod';
import { type Document, formatNamed, type Share, splitCorpus, writeDocuments } from '../corpus/index.js';
import { oneOf, wholeNumber } from './arguments.js';
import { type CliCommand, type CliContext, examples, printResult } from './command.js';
import {
  addInputOptions,
  describeRemarks,
  FORMAT_NAMES,
  type InputOptions,
  openInput,
} from './shared/corpus-input.js';
import { describeLosses } from './shared/losses.js';
import { table } from './table.js';

const output = z.object({
  seed: z.int(),
  parts: z.array(z.object({ name: z.string(), path: z.string(), documents: z.int(), mentions: z.int() })),
});
type Report = z.infer<typeof output>;

interface Options extends InputOptions {
  readonly out: string;
  readonly parts: readonly Share[];
  readonly seed: number;
  readonly to?: string;
  readonly json?: boolean;
}

/** `hilgen corpus split`: deals a corpus out to parts. */
export const corpusSplit: CliCommand = { name: 'corpus split', output, define };

function define(command: Command, context: CliContext): void {
  addInputOptions(
    command
      .description('deal documents out to parts at random; what belongs together stays together')
      .argument('<corpus>', 'file or folder')
      .requiredOption('--out <folder>', 'where the parts go: one file each')
      .option('--parts <shares>', 'names and shares', parseShares, parseShares('train=0.8,dev=0.1,test=0.1')),
  )
    .option('--seed <n>', 'seed of the draw', wholeNumber(0), 1)
    .option('--to <format>', 'format of the parts (default: that of the corpus)', oneOf(FORMAT_NAMES))
    .option('--json', 'print JSON')
    .addHelpText(
      'after',
      '\nSentences of one document, and documents of the same id or text, go to the same part.\n',
    )
    .addHelpText(
      'after',
      examples(
        'hilgen corpus split all.tsv --out parts',
        'hilgen corpus split all.xml --parts train=0.9,test=0.1 --seed 7 --to pubtator --out parts',
      ),
    )
    .action((path: string, options: Options) => run(path, options, context));
}

function parseShares(text: string): Share[] {
  const shares = text.split(',').map((part) => {
    const [, name = '', share = ''] = /^\s*([\w.-]+)=(0?\.\d+|1|0|1\.0*)\s*$/.exec(part) ?? [];
    if (name === '') throw new InvalidArgumentError('names and shares were expected: train=0.8,test=0.2');
    return { name, share: Number(share) };
  });
  if (new Set(shares.map(({ name }) => name)).size < shares.length)
    throw new InvalidArgumentError('a name stands twice.');
  return shares;
}

async function run(path: string, options: Options, context: CliContext): Promise<void> {
  const { format: source, documents, remarks } = await openInput(path, options, context);
  const format = options.to === undefined ? source : formatNamed(options.to);
  const all: Document[] = [];
  for await (const document of documents) all.push(document);
  context.remark(describeRemarks(remarks));
  const parts: Report['parts'] = [];
  for (const [name, mine] of splitCorpus(all, options.parts, options.seed)) {
    const file = join(options.out, name + (format.name === 'brat' ? '' : (format.extensions[0] ?? '')));
    const losses = await writeDocuments(file, each(mine), { format });
    context.remark(describeLosses(losses, format.name));
    parts.push({
      name,
      path: file,
      documents: mine.length,
      mentions: mine.reduce((sum, { spans }) => sum + spans.length, 0),
    });
  }
  printResult(context, options, { seed: options.seed, parts }, render);
}

async function* each(documents: readonly Document[]): AsyncGenerator<Document> {
  yield* documents;
}

function render({ parts }: Report): string {
  const rows = parts.map(({ name, documents, mentions, path }) => [
    name,
    String(documents),
    String(mentions),
    path,
  ]);
  return table(['part', 'documents', 'mentions', 'file'], rows);
}
