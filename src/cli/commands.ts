import type { CliCommand } from './command.js';
import { evaluate } from './evaluate.js';
import { sample } from './sample.js';
import { tag } from './tag.js';
import { train } from './train.js';

/** Every command, in the order in which `--help` lists them. */
export const COMMANDS: readonly CliCommand[] = [sample, train, tag, evaluate];
