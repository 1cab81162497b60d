import type { Command } from 'commander';
import { SCHEMES } from '../corpus/index.js';
import { MEASURES, type MeasureName } from '../evaluate/index.js';
import { oneOf, wholeNumber } from './arguments.js';
import { type CliCommand, type CliContext, examples } from './command.js';
import { evaluateOutput } from './evaluate-output.js';
import { type EvaluateOptions, runEvaluate } from './evaluate-run.js';
import { addCorpusOptions } from './shared/corpus-options.js';

/** `hilgen evaluate`: scores predictions against gold labels. */
export const evaluate: CliCommand = { name: 'evaluate', output: evaluateOutput, define };

const NAMES = MEASURES.map(({ name }) => name);

function define(command: Command, context: CliContext): void {
  addCorpusOptions(
    command
      .description('score predicted spans against gold ones by every common measure, and compare systems')
      .argument('<gold>', 'labelled sentences, in any format that hilgen reads')
      .argument('<predicted...>', 'the same text as predicted: FILE, NAME=FILE or NAME@SIZE=FILE')
      .option('--json', 'print JSON, scores as fractions of 1'),
  )
    .option(
      '--predicted-tag-column <n>',
      'column of the tags in predicted IOB files (default: the last)',
      wholeNumber(2),
    )
    .option(
      '--predicted-scheme <scheme>',
      `tag scheme of predicted IOB files: ${SCHEMES.join(', ')}`,
      oneOf(SCHEMES),
    )
    .option('--per-document', 'scores of each document (sentence, where there are none)')
    .option('--errors', 'errors by label, length, frequency and more, and the confusion table')
    .option('--train <file>', 'what the system was trained on: tells seen from unseen mentions')
    .option('--kb <file>', 'knowledge base: tells known from unknown mentions')
    .option('--examples <n>', 'show this many errors', wholeNumber(1))
    .option('--html <file>', 'write the report as a page')
    .option<MeasureName>(
      '--compare-by <measure>',
      `compare systems by: ${NAMES.join(', ')}`,
      oneOf(NAMES),
      'strict',
    )
    .option('--resamples <n>', 'bootstrap draws for the intervals; 0 for none', wholeNumber(0), 1000)
    .option('--rounds <n>', 'rounds of the paired test', wholeNumber(99), 9999)
    .option('--seed <n>', 'seed of everything that is drawn', wholeNumber(0), 1)
    .addHelpText(
      'after',
      examples(
        'hilgen evaluate test.tsv predicted.jsonl',
        'hilgen evaluate test.tsv predicted.tsv --json',
        'hilgen evaluate test.tsv predicted.tsv --train train.tsv --kb do.kb --examples 20',
        'hilgen evaluate test.tsv ours=seed1.jsonl ours=seed2.jsonl dictionary=base.jsonl',
        'hilgen evaluate test.tsv ours@5=five.jsonl ours@20=twenty.jsonl',
      ),
    )
    .addHelpText(
      'after',
      '\nFiles of one NAME are runs of one system that differ in their seed; SIZE is how much it was trained on.\n',
    )
    .action((gold: string, predicted: string[], options: EvaluateOptions) =>
      runEvaluate(gold, predicted, options, context),
    );
}
