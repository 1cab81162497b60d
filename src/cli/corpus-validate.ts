import { basename } from 'node:path';
import type { Command } from 'commander';
import { z } from 'zod';
import { HilgenError } from '../base/errors.js';
import {
  type Document,
  FINDING_KINDS,
  type Finding,
  type FindingKind,
  type Format,
  formatForWriting,
  validateCorpora,
  writeDocuments,
} from '../corpus/index.js';
import { wholeNumber } from './arguments.js';
import { type CliCommand, type CliContext, examples, printResult } from './command.js';
import { addInputOptions, type InputOptions, openInput } from './shared/corpus-input.js';

const kinds = Object.keys(FINDING_KINDS) as FindingKind[];

const output = z.object({
  files: z.array(z.object({ path: z.string(), format: z.string(), documents: z.int(), mentions: z.int() })),
  counts: z.record(z.string(), z.int()).describe('findings of each kind that was found'),
  findings: z.array(
    z.object({
      kind: z.enum(kinds),
      where: z.string(),
      what: z.string(),
      repair: z.string().optional().describe('what --repair makes of it'),
    }),
  ),
  repaired: z.string().nullable().describe('where the mended corpus was written'),
});
type Report = z.infer<typeof output>;

interface Options extends InputOptions {
  readonly limit: number;
  readonly repair?: string;
  readonly json?: boolean;
}

/** `hilgen corpus validate`: looks for faults, and mends what can be mended. */
export const corpusValidate: CliCommand = { name: 'corpus validate', output, define };

function define(command: Command, context: CliContext): void {
  addInputOptions(
    command
      .description('look for shifted mentions, wrong offsets, repeats, leakage between splits, odd labels')
      .argument('<corpus...>', 'a corpus, or its splits: train, then the others'),
  )
    .option('--repair <path>', 'write the corpus with everything mended that can be (one corpus only)')
    .option('--limit <n>', 'findings printed of each kind', wholeNumber(0), 5)
    .option('--json', 'print JSON with every finding')
    .addHelpText('after', `\nFinds:\n${kindList()}\nExit code 1 where something was found.\n`)
    .addHelpText(
      'after',
      examples(
        'hilgen corpus validate train.tsv devel.tsv test.tsv',
        'hilgen corpus validate export.jsonl --repair mended.jsonl',
      ),
    )
    .action((paths: string[], options: Options) => run(paths, options, context));
}

function kindList(): string {
  const width = Math.max(...kinds.map((kind) => kind.length));
  return kinds.map((kind) => `  ${kind.padEnd(width)}  ${FINDING_KINDS[kind]}\n`).join('');
}

async function run(paths: readonly string[], options: Options, context: CliContext): Promise<void> {
  const target = options.repair === undefined ? undefined : formatForWriting(options.repair);
  if (target !== undefined && paths.length > 1) {
    throw new HilgenError('usage', {
      what: '--repair takes one corpus',
      hint: 'Mend the splits one after another.',
    });
  }
  const inputs = await Promise.all(paths.map((path) => openInput(path, { ...options, mend: true }, context)));
  const names = namesOf(paths);
  const { findings, mended } = await validateCorpora(
    inputs.map((input, index) => ({ ...input, name: names[index] as string })),
  );
  if (target !== undefined) await repair(options.repair as string, target, mended[0] ?? [], findings);
  const files = mended.map((documents, index) => ({
    ...{
      path: paths[index] as string,
      format: inputs[index]?.format.name ?? '',
      documents: documents.length,
    },
    mentions: documents.reduce((sum, { spans }) => sum + spans.length, 0),
  }));
  const counts: Record<string, number> = {};
  for (const { kind } of findings) counts[kind] = (counts[kind] ?? 0) + 1;
  const report: Report = { files, counts, findings: [...findings], repaired: options.repair ?? null };
  printResult(context, options, report, (value) => render(value, options.limit));
  if (findings.length > 0) process.exitCode = 1;
}

/** Names to tell the splits by: those of the files, with the folders where these are the same. */
function namesOf(paths: readonly string[]): readonly string[] {
  const names = paths.map((path) => basename(path));
  return new Set(names).size === names.length ? names : paths;
}

async function repair(
  path: string,
  format: Format,
  documents: readonly Document[],
  findings: readonly Finding[],
): Promise<void> {
  const broken = findings.find(({ kind }) => kind === 'unreadable');
  if (broken !== undefined) {
    throw new HilgenError('input', {
      where: broken.where,
      what: broken.what,
      hint: 'Nothing was written: a corpus is only repaired whole.',
    });
  }
  async function* all(): AsyncGenerator<Document> {
    yield* documents;
  }
  await writeDocuments(path, all(), { format });
}

function render({ files, findings, repaired }: Report, limit: number): string {
  const lines = files.map(
    ({ path, documents, mentions }) => `${path}: ${documents} documents, ${mentions} mentions`,
  );
  for (const kind of kinds) {
    const mine = findings.filter((finding) => finding.kind === kind);
    if (mine.length === 0) continue;
    lines.push(`\n${mine.length} ${FINDING_KINDS[kind]}`);
    for (const { where, what, repair } of mine.slice(0, limit)) {
      lines.push(`  ${where}: ${what}${repair === undefined ? '' : `; repair: ${repair}`}`);
    }
    if (mine.length > limit) lines.push(`  … and ${mine.length - limit} more`);
  }
  if (findings.length === 0) lines.push('nothing found');
  const mendable = findings.filter(({ repair }) => repair !== undefined).length;
  if (repaired !== null) lines.push(`\nwritten: ${repaired}, with ${mendable} findings mended`);
  else if (mendable > 0) lines.push(`\n${mendable} of these can be mended: --repair PATH`);
  return `${lines.join('\n')}\n`;
}
