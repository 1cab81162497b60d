import type { Command } from 'commander';
import { type ReadOptions, SCHEMES } from '../../corpus/index.js';
import { oneOf, wholeNumber } from '../arguments.js';

/** Adds the options that say how a labelled file of tagged tokens is read: `--tag-column` and `--scheme`. */
export function addCorpusOptions(command: Command): Command {
  return command
    .option(
      '--tag-column <n>',
      'column of the tags in a labelled IOB file, from 1 (default: the last)',
      wholeNumber(2),
    )
    .option(
      '--scheme <scheme>',
      `tag scheme of a labelled IOB file: ${SCHEMES.join(', ')} (default: told from its tags)`,
      oneOf(SCHEMES),
    );
}

/** What these options parse to. */
export type CorpusOptions = ReadOptions;
