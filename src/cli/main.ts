#!/usr/bin/env node
import { Command, CommanderError } from 'commander';
import { EXIT_CODES, HilgenError } from '../base/errors.js';
import type { CliCommand, CliContext } from './command.js';
import { COMMANDS } from './commands.js';
import { progressReporter } from './progress.js';
import { version } from './version.js';

const GROUPS: Readonly<Record<string, string>> = {
  corpus: 'convert, check and compare corpora in many formats',
  kb: 'build and question a knowledge base',
  prompts: 'list and show what language models are asked',
};

async function main(argv: readonly string[]): Promise<number> {
  const interrupt = listenForInterrupt();
  const context: CliContext = {
    print: (text) => process.stdout.write(text),
    remark: (text) => process.stderr.write(text),
    work: (title) => progressReporter(title, process.stderr, interrupt.signal),
  };
  try {
    await program(context).parseAsync(argv);
    return 0;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : EXIT_CODES.usage;
    process.stderr.write(`${explain(error)}\n`);
    return error instanceof HilgenError ? EXIT_CODES[error.code] : 1;
  }
}

function program(context: CliContext): Command {
  const root = new Command('hilgen')
    .description(
      'Biomedical named-entity recognition from a handful of labelled sentences and a terminology.',
    )
    .version(version())
    .exitOverride()
    .showHelpAfterError('(add --help for the options and examples)');
  const groups = new Map<string, Command>();
  for (const command of COMMANDS) addCommand(root, groups, command, context);
  return root;
}

function addCommand(
  root: Command,
  groups: Map<string, Command>,
  command: CliCommand,
  context: CliContext,
): void {
  const words = command.name.split(' ');
  const name = words.pop() ?? '';
  let parent = root;
  for (const word of words) {
    let group = groups.get(word);
    if (group === undefined) {
      group = root
        .command(word)
        .description(GROUPS[word] ?? '')
        .exitOverride();
      groups.set(word, group);
    }
    parent = group;
  }
  const own = parent.command(name).exitOverride();
  command.define(own, context);
  // A command may have commands of its own: `generate`, `generate show`.
  groups.set(command.name, own);
}

/** The first ctrl-C asks the work to stop cleanly, the second ends the process. */
function listenForInterrupt(): AbortController {
  const controller = new AbortController();
  const onSignal = (): void => {
    if (controller.signal.aborted) process.exit(EXIT_CODES.interrupted);
    process.stderr.write('\nstopping … (again to stop at once)\n');
    controller.abort();
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
  return controller;
}

function explain(error: unknown): string {
  if (error instanceof HilgenError) return `error: ${error.message}`;
  const { message, stack } = error as Error;
  if (process.env.HILGEN_DEBUG) return String(stack);
  return `error: ${message}\n  This is a fault in hilgen. Run again with HILGEN_DEBUG=1 and report what it prints.`;
}

// A reader that goes away (`hilgen … | head`) is no failure of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

process.exitCode = await main(process.argv);
