import { Command } from 'commander';
import { expect } from 'vitest';
import type { CliCommand } from '../../src/cli/command.js';

/** What a command prints. */
export async function runCommand(cli: CliCommand, ...args: string[]): Promise<string> {
  let printed = '';
  const command = new Command().exitOverride().configureOutput({ writeErr: () => {} });
  cli.define(command, { print: (text) => (printed += text), remark: () => {}, work: () => ({}) });
  await command.parseAsync(args, { from: 'user' });
  return printed;
}

/** Runs with `--json` and holds the result to the command's own shape. */
export async function runForJson(cli: CliCommand, ...args: string[]) {
  const report: unknown = JSON.parse(await runCommand(cli, ...args, '--json'));
  expect(cli.output.parse(report)).toEqual(report);
  return report;
}
