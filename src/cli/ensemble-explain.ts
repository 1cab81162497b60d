import { z } from 'zod';
import { readCorpus } from '../corpus/index.js';
import { type Explanation, explainEnsemble } from '../ensemble/index.js';
import { type CliCommand, type CliContext, examples, printResult } from './command.js';
import { readVoters } from './ensemble-voters.js';
import { table } from './table.js';

const fraction = z.number();
const scores = z.object({
  precision: fraction,
  recall: fraction,
  f1: fraction,
  gold: z.int(),
  predicted: z.int(),
  correct: z.int(),
});

const output = z.object({
  members: z.array(
    z.object({
      name: z.string(),
      scores,
      aloneRight: z.int().describe('gold mentions that it alone finds'),
      aloneWrong: z.int().describe('wrong mentions that it alone marks'),
    }),
  ),
  pairs: z.array(
    z.object({
      names: z.array(z.string()),
      kappa: z.number().describe("Cohen's κ over the labels of tokens"),
      f1: fraction.describe('strict F1 of one against the other'),
    }),
  ),
  oracle: scores.describe('of a judge who knows which of the mentions are right'),
  found: z.array(z.int()).describe('gold mentions by the number of voters that find them, from 0'),
  wrong: z.array(z.int()).describe('wrong mentions by the number of voters that mark them, from 0'),
});

type Report = z.infer<typeof output>;

interface Options {
  readonly gold: string;
  readonly json?: boolean;
}

/** `hilgen ensemble explain`. */
export const ensembleExplain: CliCommand = {
  name: 'ensemble explain',
  output,
  define: (command, context) =>
    command
      .description('how voters agree, where they err together, what an ensemble could reach at best')
      .argument('<predicted...>', 'predictions on the same text: FILE or NAME=FILE')
      .requiredOption('--gold <file>', 'the labelled text')
      .option('--json', 'print JSON')
      .addHelpText(
        'after',
        examples('hilgen ensemble explain bert=a.jsonl dictionary=c.jsonl --gold dev.tsv'),
      )
      .action((files: string[], options: Options) => run(files, options, context)),
};

async function run(files: readonly string[], options: Options, context: CliContext): Promise<void> {
  const explanation = explainEnsemble(await readVoters(files), await readCorpus(options.gold));
  printResult(context, options, reportOf(explanation), render);
}

function reportOf({ members, pairs, oracle, found, wrong }: Explanation): Report {
  return {
    members: members.map((member) => ({ ...member })),
    pairs: pairs.map(({ names, ...rest }) => ({ names: [...names], ...rest })),
    oracle,
    found: [...found],
    wrong: [...wrong],
  };
}

const percent = (value: number): string => (100 * value).toFixed(1);

function render({ members, pairs, oracle, found, wrong }: Report): string {
  const rows = members.map(({ name, scores: own, aloneRight, aloneWrong }) => [
    name,
    ...[own.precision, own.recall, own.f1].map(percent),
    String(aloneRight),
    String(aloneWrong),
  ]);
  const agreement = pairs.map(({ names, kappa, f1 }) => [names.join(', '), kappa.toFixed(3), percent(f1)]);
  const counts = found.map((right, voters) => [
    String(voters),
    String(right),
    voters === 0 ? '' : String(wrong[voters]),
  ]);
  return [
    table(['voter', 'P %', 'R %', 'F1 %', 'right alone', 'wrong alone'], rows),
    agreement.length === 0 ? '' : `\n${table(['pair', 'κ', 'F1 %'], agreement)}`,
    `\n${table(['voters', 'gold mentions', 'wrong mentions'], counts)}`,
    `\nAt best, with every right mention of any voter and no other: recall ${percent(oracle.recall)} %, F1 ${percent(oracle.f1)} %.\n`,
  ].join('');
}
