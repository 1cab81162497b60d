import { resolve } from 'node:path';
import type { Command } from 'commander';
import { z } from 'zod';
import { HilgenError } from '../base/errors.js';
import {
  type Document,
  encodeDocuments,
  FORMATS,
  type Format,
  formatForWriting,
  formatNamed,
  NESTED_POLICIES,
  type NestedPolicy,
  SCHEMES,
  type Scheme,
  type WriteSettings,
  writeDocuments,
} from '../corpus/index.js';
import { oneOf } from './arguments.js';
import { type CliCommand, type CliContext, examples } from './command.js';
import {
  addInputOptions,
  describeRemarks,
  FORMAT_NAMES,
  type InputOptions,
  openInput,
} from './shared/corpus-input.js';
import { describeLosses, lossShape, remarkShape } from './shared/losses.js';

const output = z.object({
  in: z.string(),
  from: z.string().describe('format that was read'),
  guessed: z.boolean().describe('whether that format was told from the content'),
  out: z.string().nullable().describe('where it was written; null: to standard output'),
  to: z.string().describe('format that was written'),
  documents: z.int().describe('documents, or sentences where each stands alone'),
  mentions: z.int().describe('mentions read'),
  remarks: z.array(remarkShape).describe('what the reader put up with'),
  losses: z.array(lossShape).describe('what the target has no room for, by kind'),
});
type Report = z.infer<typeof output>;

interface Options extends InputOptions {
  readonly to?: string;
  readonly out?: string;
  readonly nested: NestedPolicy;
  readonly toScheme?: Scheme;
  readonly json?: boolean;
}

/** `hilgen corpus convert`: from one format to another. */
export const corpusConvert: CliCommand = { name: 'corpus convert', output, define };

function define(command: Command, context: CliContext): void {
  addInputOptions(
    command
      .description('convert a corpus; what the target cannot hold is counted and listed')
      .argument('<in>', 'file or folder, also .gz and .tar.gz')
      .option(
        '--to <format>',
        `format to write: ${FORMAT_NAMES.join(', ')} (default: by the name of --out)`,
        oneOf(FORMAT_NAMES),
      )
      .option('--out <path>', 'where to write it (default: standard output)'),
  )
    .option(
      '--nested <policy>',
      `mentions that nest, cross or are discontinuous, where the target cannot hold them: ${NESTED_POLICIES.join(', ')}`,
      oneOf(NESTED_POLICIES),
      'error' as const,
    )
    .option(
      '--to-scheme <scheme>',
      `tag scheme to write: ${SCHEMES.join(', ')} (default: iob2)`,
      oneOf(SCHEMES),
    )
    .option('--json', 'print a report as JSON; needs --out')
    .addHelpText('after', `\nFormats:\n${formatList()}`)
    .addHelpText(
      'after',
      examples(
        'hilgen corpus convert train.pubtator.txt --out train.jsonl',
        'hilgen corpus convert standoff.tar.gz --to iob --nested outer > train.tsv',
        'hilgen corpus convert corpus.xml --from bioc-xml --to brat --out standoff',
      ),
    )
    .action((path: string, options: Options) => run(path, options, context));
}

function formatList(): string {
  const width = Math.max(...FORMAT_NAMES.map((name) => name.length));
  return FORMATS.map(({ name, title }) => `  ${name.padEnd(width)}  ${title}\n`).join('');
}

async function run(path: string, options: Options, context: CliContext): Promise<void> {
  const target = targetOf(path, options);
  const { format, guessed, documents, remarks } = await openInput(path, options, context);
  const counts = { documents: 0, mentions: 0 };
  const settings: WriteSettings = { format: target, nested: options.nested, scheme: options.toScheme };
  if (options.out === undefined) await rehearse(path, options, settings, context);
  const losses = await write(options.out, counted(documents, counts), settings, context);
  context.remark(describeRemarks(remarks) + describeLosses(losses, target.name));
  const report: Report = {
    ...{ in: path, from: format.name, guessed, out: options.out ?? null, to: target.name, ...counts },
    ...{ remarks: [...remarks], losses },
  };
  if (options.json) context.print(`${JSON.stringify(report, null, 2)}\n`);
  else if (options.out !== undefined) context.remark(render(report));
}

function targetOf(path: string, { to, out, json }: Options): Format {
  if (out === undefined && to === undefined) {
    throw new HilgenError('usage', {
      what: 'neither --to nor --out was given',
      hint: 'Name a format: --to jsonl',
    });
  }
  if (out === undefined && json) {
    throw new HilgenError('usage', { what: '--json needs --out: both would go to standard output' });
  }
  if (out !== undefined && resolve(out) === resolve(path)) {
    throw new HilgenError('usage', { where: out, what: 'the result would overwrite its source' });
  }
  return to === undefined ? formatForWriting(out as string) : formatNamed(to);
}

async function* counted(
  documents: AsyncIterable<Document>,
  counts: { documents: number; mentions: number },
): AsyncGenerator<Document> {
  for await (const document of documents) {
    counts.documents++;
    counts.mentions += document.spans.length;
    yield document;
  }
}

async function write(
  out: string | undefined,
  documents: AsyncIterable<Document>,
  settings: WriteSettings,
  context: CliContext,
): Promise<Report['losses']> {
  if (out !== undefined) return writeDocuments(out, documents, settings);
  const { pieces, losses } = encodeDocuments(documents, settings);
  for await (const piece of pieces) context.print(piece);
  return losses();
}

/** What goes to standard output cannot be taken back: the whole is tried before its first line is printed. */
async function rehearse(
  path: string,
  options: Options,
  settings: WriteSettings,
  context: CliContext,
): Promise<void> {
  const { documents } = await openInput(path, options, { ...context, remark: () => {} });
  for await (const _ of encodeDocuments(documents, settings).pieces);
}

function render({ out, to, documents, mentions }: Report): string {
  return `${out}: ${mentions} mentions in ${documents} documents, written as ${to}\n`;
}
