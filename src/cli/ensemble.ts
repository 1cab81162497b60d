import { z } from 'zod';
import { HilgenError } from '../base/errors.js';
import { formatForWriting, writeCorpus } from '../corpus/index.js';
import { METHODS, UNITS_OF_VOTING } from '../ensemble/index.js';
import { oneOf, positiveNumber, wholeNumber } from './arguments.js';
import { type CliCommand, type CliContext, examples, printResult } from './command.js';
import { type DecisionOptions, decide } from './ensemble-decide.js';
import { readVoters } from './ensemble-voters.js';
import { table } from './table.js';

const output = z.object({
  out: z.string().describe('file of the sentences with what was agreed on'),
  rule: z.string().describe('how it was decided, in words'),
  tunedOn: z.enum(['nothing', 'development data']).describe('what weights, rule or model were chosen on'),
  devF1: z
    .number()
    .nullable()
    .describe('strict F1 of the chosen ensemble on development data, where one was chosen'),
  members: z.array(
    z.object({
      name: z.string(),
      weight: z.number(),
      labels: z.record(z.string(), z.number()).optional().describe('weights by label, where they differ'),
    }),
  ),
  sentences: z.int(),
  spans: z.int(),
});

type Report = z.infer<typeof output>;

interface Options extends DecisionOptions {
  readonly out?: string;
  readonly json?: boolean;
}

const ALL_METHODS = [...METHODS, 'best', 'stack'] as const;

/** `hilgen ensemble`. */
export const ensembleCommand: CliCommand = {
  name: 'ensemble',
  output,
  define: (command, context) =>
    command
      .description('let several predictions vote: taggers, dictionaries, other tools')
      .argument('<predicted...>', 'predictions on the same text: FILE or NAME=FILE')
      .option('--out <file>', 'where the agreed sentences go')
      .option('--method <method>', `${ALL_METHODS.join(', ')}`, oneOf(ALL_METHODS), 'weighted')
      .option(
        '--unit <unit>',
        'what is voted on: whole spans, or the label of each token',
        oneOf(UNITS_OF_VOTING),
        'span',
      )
      .option(
        '--weights <weights>',
        'uniform, dev-f1, dev-f1-by-label, or NAME=0.6,NAME=0.4 (default: dev-f1 with --dev, else uniform)',
      )
      .option(
        '--threshold <x>',
        'weighted: the share of the weights to exceed (default: 0.5)',
        positiveNumber,
      )
      .option('--agree <n>', 'intersection: voters that must agree (default: all)', wholeNumber(1))
      .option('--dev <predicted...>', 'predictions of the same voters on development data, NAME=FILE')
      .option('--dev-gold <file>', 'the labelled development data')
      .option('--kb <file>', 'stack: a knowledge base, to tell known names')
      .option('--json', 'print the report as JSON')
      .addHelpText(
        'after',
        examples(
          'hilgen ensemble bert=a.jsonl dann=b.jsonl dictionary=c.jsonl --method majority --out agreed.jsonl',
          'hilgen ensemble bert=a.jsonl dictionary=c.jsonl --dev bert=a-dev.jsonl dictionary=c-dev.jsonl --dev-gold dev.tsv --method best --out best.jsonl',
          'hilgen ensemble bert=a.jsonl dictionary=c.jsonl --weights bert=0.4,dictionary=0.6 --unit token --out agreed.jsonl',
          'hilgen ensemble explain bert=a.jsonl dictionary=c.jsonl --gold dev.tsv',
        ),
      )
      .addHelpText('after', NOTES)
      .action((files: string[], options: Options) => run(files, options, context)),
};

const NOTES = `
The share of the votes is of all voters' weights, also of those that marked nothing there; a tie is no mention. Of
mentions that overlap, the one with more votes stays (under union all stay). Every mention has its share as score and
its voters, with their weights, in the attribute "votes". Choose on development data, never on the test split.
`;

async function run(files: readonly string[], options: Options, context: CliContext): Promise<void> {
  const out = options.out ?? nowhere();
  formatForWriting(out);
  const voters = await readVoters(files);
  const { sentences, weights, members, ...decision } = await decide(
    voters,
    options,
    context.work('ensembles'),
  );
  await writeCorpus(out, sentences);
  const report: Report = {
    ...{ out, ...decision },
    members: members.map((name, at) => memberOf(name, weights[at])),
    sentences: sentences.length,
    spans: sentences.reduce((sum, { spans }) => sum + spans.length, 0),
  };
  printResult(context, options, report, render);
}

// Not `requiredOption`, which `ensemble explain` would have to give too.
function nowhere(): never {
  throw new HilgenError('usage', { where: '--out', what: 'is missing: where do the sentences go?' });
}

function memberOf(
  name: string,
  weight: { overall: number; labels?: Readonly<Record<string, number>> | undefined } | undefined,
) {
  return { name, weight: weight?.overall ?? 1, ...(weight?.labels && { labels: { ...weight.labels } }) };
}

function render({ out, rule, tunedOn, devF1, members, sentences, spans }: Report): string {
  const rows = members.map(({ name, weight }) => [name, weight.toFixed(3)]);
  const dev = devF1 === null ? '' : `strict F1 on development data: ${(100 * devF1).toFixed(1)}\n`;
  return `${table(['voter', 'weight'], rows)}\n${rule}; tuned on ${tunedOn}\n${dev}${out}: ${spans} mentions in ${sentences} sentences\n`;
}
