import type { Command } from 'commander';
import type { z } from 'zod';
import type { WorkOptions } from '../base/progress.js';

/** One command of the command line: one file each, listed in `main.ts`. */
export interface CliCommand {
  /** As typed, for example `kb build`: a group's name may come first. */
  readonly name: string;
  /** The shape of what `--json` prints; `docs/json-output.md` is made from it. */
  readonly output: z.ZodType;
  /** Adds arguments, options, examples and the action. */
  readonly define: (command: Command, context: CliContext) => void;
}

/** What the process lends to a command, so that commands can be run in tests. */
export interface CliContext {
  /** Results: standard output. */
  readonly print: (text: string) => void;
  /** Remarks: standard error. */
  readonly remark: (text: string) => void;
  /** Progress on standard error for work that takes over two seconds, and the signal of ctrl-C. */
  readonly work: (title: string) => WorkOptions;
}

/** Prints the value as JSON under `--json`, else as the text that `render` makes of it. */
export function printResult<T>(
  context: CliContext,
  { json }: { json?: boolean },
  value: T,
  render: (value: T) => string,
): void {
  context.print(json ? `${JSON.stringify(value, null, 2)}\n` : render(value));
}

/** The help text's block of examples. */
export function examples(...lines: readonly string[]): string {
  return `\nExamples:\n${lines.map((line) => `  $ ${line}`).join('\n')}\n`;
}
