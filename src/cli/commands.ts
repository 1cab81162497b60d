import type { CliCommand } from './command.js';
import { evaluate } from './evaluate.js';
import { sample } from './sample.js';

/** Every command, in the order in which `--help` lists them. */
export const COMMANDS: readonly CliCommand[] = [sample, evaluate];
