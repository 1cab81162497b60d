import type { Command } from 'commander';
import { HilgenError } from '../base/errors.js';
import {
  DISTANT_DEFAULTS,
  UNKNOWN_RULE_NAMES,
  UNKNOWN_RULES,
  type UnknownRuleName,
} from '../distant/index.js';
import { listOf, numberBetween, wholeNumber } from './arguments.js';
import type { AskingOptions } from './generate-llm-options.js';
import type { CorpusOptions } from './shared/corpus-options.js';

/** What `hilgen generate` takes besides under `--raw`. */
export interface RawCliOptions extends CorpusOptions, Partial<AskingOptions> {
  readonly raw: readonly string[];
  readonly rawLines?: boolean;
  readonly teacher?: readonly string[];
  readonly llmSentences: number;
  readonly few?: string;
  readonly label?: readonly string[];
  readonly normalisations: string;
  readonly not?: readonly string[];
  readonly upper: number;
  readonly lower: number;
  readonly unknown: readonly (UnknownRuleName | 'none')[];
  readonly empty?: number;
  readonly survey: number;
  readonly proposals?: string;
  readonly out?: string;
  readonly json?: boolean;
}

/** Under which help shows them. */
export const RAW_HEADING = 'From raw text, labelled by teachers:';

/** Adds the options of `hilgen generate --raw`. */
export function addRawOptions(command: Command): Command {
  const share = numberBetween(0, 1);
  return command
    .optionsGroup(RAW_HEADING)
    .option('--raw <files...>', 'texts, or corpora of any format whose labels are not looked at')
    .option('--raw-lines', 'each line of a text file is a document')
    .option('--teacher <paths...>', 'knowledge base, model folder, predictions of any tool, or list of names')
    .option(
      '--llm-sentences <n>',
      'with --llm, of how many sentences the model is asked; besides, of those of --few',
      wholeNumber(1),
      DISTANT_DEFAULTS.llmSentences,
    )
    .option(
      '--few <file>',
      'labelled sentences: tell the labels and how reliable teachers are; examples for --llm',
    )
    .option(
      '--label <label...>',
      'of the knowledge base’s concepts: Disease, or Disease=C,F03,DOID: Chemical=D (default: told from --few)',
    )
    .option('--normalisations <list>', 'what the dictionary looks past, as in kb match', 'all')
    .option('--not <files...>', 'development and test files: drop what is nearly in them')
    .option('--upper <p>', 'from this probability on a candidate is a mention', share, DISTANT_DEFAULTS.upper)
    .option(
      '--lower <p>',
      'up to this probability it is none; between the two it is unknown',
      share,
      DISTANT_DEFAULTS.lower,
    )
    .option(
      '--unknown <rules>',
      `what is left out of training though no teacher claims it: ${UNKNOWN_RULE_NAMES.join(',')}, or none (default: all)`,
      listOf([...UNKNOWN_RULE_NAMES, 'none'] as const),
      UNKNOWN_RULE_NAMES,
    )
    .option(
      '--empty <share>',
      'of the sentences written at most this share has neither mention nor unknown',
      share,
    )
    .option(
      '--survey <n>',
      'sentences that a first reading counts names, words and votes in',
      wholeNumber(1),
      DISTANT_DEFAULTS.survey,
    )
    .option(
      '--proposals <file>',
      'write new names with their evidence (.tsv): a teacher, if you make it one',
    );
}

/** The rules as lines of the help text. */
export function ruleHelp(): string {
  const rows = Object.entries(UNKNOWN_RULES).map(([name, { about }]) => `  ${name.padEnd(14)} ${about}\n`);
  return `\nWhat --unknown leaves out:\n${rows.join('')}`;
}

/**
 * Refuses options of these groups that were typed.
 *
 * @throws HilgenError `usage`
 */
export function assertNoneOf(
  command: Command,
  headings: readonly string[],
  what: string,
  hint: string,
): void {
  const given = command.options.find(
    (option) =>
      headings.includes(option.helpGroupHeading ?? '') &&
      command.getOptionValueSource(option.attributeName()) === 'cli',
  );
  if (given !== undefined) throw new HilgenError('usage', { where: given.long ?? given.flags, what, hint });
}
