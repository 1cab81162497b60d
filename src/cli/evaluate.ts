import type { Command } from 'commander';
import { z } from 'zod';
import { readCorpus } from '../corpus/index.js';
import { pairSentences, type Scores, type StrictScores, scoreStrict } from '../evaluate/index.js';
import { type CliCommand, type CliContext, examples, printResult } from './command.js';
import { addCorpusOptions, type CorpusOptions } from './shared/corpus-options.js';
import { table } from './table.js';

const scores = z.object({
  precision: z.number().describe('correct / predicted, a fraction of 1; 0 where nothing was predicted'),
  recall: z.number().describe('correct / gold, a fraction of 1; 0 where nothing is labelled'),
  f1: z.number().describe('harmonic mean of precision and recall, a fraction of 1'),
  gold: z.int().describe('labelled spans'),
  predicted: z.int().describe('predicted spans'),
  correct: z.int().describe('predicted spans with the boundaries and the label of a gold span'),
});

const output = z.object({
  strict: scores.describe('all labels together (micro average)'),
  labels: z.record(z.string(), scores).describe('each label on its own'),
});

interface Options extends CorpusOptions {
  readonly json?: boolean;
}

/** `hilgen evaluate`: scores predictions against gold labels. */
export const evaluate: CliCommand = { name: 'evaluate', output, define };

function define(command: Command, context: CliContext): void {
  addCorpusOptions(
    command
      .description('score predicted spans against gold ones: strict precision, recall and F1')
      .argument('<gold>', 'labelled sentences: IOB (.tsv, .conll, .txt, also .gz) or JSON Lines')
      .argument('<predicted>', 'the same sentences as predicted, in either format')
      .option('--json', 'print JSON, scores as fractions of 1'),
  )
    .addHelpText(
      'after',
      examples('hilgen evaluate test.tsv predicted.jsonl', 'hilgen evaluate test.tsv predicted.tsv --json'),
    )
    .action(async (gold: string, predicted: string, options: Options) => {
      const pairs = pairSentences(await readCorpus(gold, options), await readCorpus(predicted));
      printResult(context, options, scoreStrict(pairs), render);
    });
}

function render({ strict, labels }: StrictScores): string {
  const rows = [...Object.entries(labels), ['all', strict] as const].map(([name, score]) => row(name, score));
  return `${table(['label', 'precision %', 'recall %', 'F1 %', 'gold', 'predicted', 'correct'], rows)}
A prediction is correct where boundaries and label are those of a gold span.\n`;
}

function row(name: string, { precision, recall, f1, gold, predicted, correct }: Scores): string[] {
  const percents = [precision, recall, f1].map((score) => (100 * score).toFixed(2));
  return [name, ...percents, String(gold), String(predicted), String(correct)];
}
