import { resolve } from 'node:path';
import type { Command } from 'commander';
import { z } from 'zod';
import { HilgenError } from '../base/errors.js';
import {
  countByLabel,
  formatForWriting,
  labelsOf,
  readCorpus,
  recordOf,
  recordPath,
  SAMPLE_MODES,
  type SampleMode,
  SHOT_UNITS,
  sampleFewShot,
  writeCorpus,
  writeRecord,
} from '../corpus/index.js';
import { oneOf, wholeNumber } from './arguments.js';
import { type CliCommand, type CliContext, examples, printResult } from './command.js';
import { addCorpusOptions, type CorpusOptions } from './shared/corpus-options.js';
import { table } from './table.js';

const output = z.object({
  source: z.string().describe('the corpus drawn from'),
  out: z.string().describe('the file the sample was written to'),
  record: z.string().describe('the file that records the draw: settings, ids, SHA-256 of the source'),
  mode: z.enum(SAMPLE_MODES).describe('how the sample was drawn'),
  shots: z.int().describe('sentences (sentences-per-type) or mentions asked for, for each label'),
  seed: z.int().describe('seed of the draw'),
  sentences: z.int().describe('sentences in the sample'),
  mentions: z.int().describe('mentions in the sample'),
  labels: z
    .record(
      z.string(),
      z.object({
        sentences: z.int().describe('sentences of the sample with the label'),
        mentions: z.int().describe('mentions of the label in the sample'),
      }),
    )
    .describe('counts by label'),
  shortfalls: z
    .array(
      z.object({
        label: z.string(),
        wanted: z.int().describe('sentences or mentions asked for'),
        found: z.int().describe('sentences or mentions drawn'),
      }),
    )
    .describe('labels with fewer than were asked for'),
});
type SampleReport = z.infer<typeof output>;

interface Options extends CorpusOptions {
  readonly shots: number;
  readonly seed: number;
  readonly mode: SampleMode;
  readonly out: string;
  readonly json?: boolean;
}

/** `hilgen sample`: draws a few-shot sample of a corpus. */
export const sample: CliCommand = { name: 'sample', output, define };

function define(command: Command, context: CliContext): void {
  addCorpusOptions(
    command
      .description('draw a few-shot sample of a labelled corpus')
      .argument('<corpus>', 'labelled sentences: IOB (.tsv, .conll, .txt, also .gz) or JSON Lines')
      .requiredOption('--out <file>', 'where to write the sample: .jsonl, or .tsv for IOB')
      .option('--shots <k>', 'sentences or mentions for each label', wholeNumber(1), 5)
      .option('--seed <n>', 'seed of the draw', wholeNumber(0), 1)
      .option(
        '--mode <mode>',
        `how to draw: ${SAMPLE_MODES.join(', ')}`,
        oneOf(SAMPLE_MODES),
        SAMPLE_MODES[0],
      )
      .option('--json', 'print JSON'),
  )
    .addHelpText('after', MODES)
    .addHelpText(
      'after',
      examples(
        'hilgen sample train.tsv --shots 5 --seed 1 --out few.jsonl',
        'hilgen sample train.tsv --mode at-least-k --shots 10 --out few.jsonl --json',
        'hilgen sample medmentions.tsv.gz --tag-column 2 --out few.jsonl',
      ),
    )
    .action(async (source: string, options: Options) => {
      printResult(context, options, await run(source, options), render);
    });
}

const MODES = `
Modes:
  sentences-per-type  for every label, k of the sentences that hold it (HILGEN)
  at-least-k          greedy, rarest label first, until every label has k mentions (StructShot)
  at-most-k           sentences in random order while no label exceeds k mentions (EntLM)

Beside few.jsonl stands few.ids.json: settings, ids and the source's SHA-256.`;

async function run(source: string, options: Options): Promise<SampleReport> {
  const { mode, shots, seed, out } = options;
  formatForWriting(out);
  if (resolve(out) === resolve(source)) {
    throw new HilgenError('usage', { where: out, what: 'the sample would overwrite its corpus' });
  }
  const corpus = await readCorpus(source, options);
  if (labelsOf(corpus).length === 0) {
    throw new HilgenError('input', {
      where: source,
      what: 'no mention is labelled, so there is nothing to sample',
      hint: 'Check that the tags stand in the last column, or name it with --tag-column.',
    });
  }
  const drawn = sampleFewShot(corpus, { mode, shots, seed });
  const record = recordPath(out);
  await writeCorpus(out, drawn.sentences);
  await writeRecord(record, await recordOf(drawn, options, source));
  const mentions = drawn.sentences.reduce((total, { spans }) => total + spans.length, 0);
  return {
    ...{ source, out, record, mode, shots, seed },
    sentences: drawn.sentences.length,
    mentions,
    labels: countByLabel(drawn.sentences, labelsOf(corpus)),
    shortfalls: drawn.shortfalls,
  };
}

function render(report: SampleReport): string {
  const rows = Object.entries(report.labels).map(([label, { sentences, mentions }]) => [
    label,
    String(sentences),
    String(mentions),
  ]);
  const total = ['all', String(report.sentences), String(report.mentions)];
  return [
    table(['label', 'sentences', 'mentions'], [...rows, total]),
    ...report.shortfalls.map((shortfall) => `${describeShortfall(shortfall, report.mode)}\n`),
    `\nwritten: ${report.out}, ${report.record}\n`,
  ].join('');
}

function describeShortfall(
  { label, wanted, found }: SampleReport['shortfalls'][number],
  mode: SampleMode,
): string {
  return `short: ${label} has ${found} of ${wanted} ${SHOT_UNITS[mode]}`;
}
