import type { Command } from 'commander';
import { z } from 'zod';
import type { KnowledgeBaseSummary } from '../knowledge/index.js';
import { type CliCommand, type CliContext, examples, printResult } from './command.js';
import { withKnowledgeBase } from './kb-open.js';
import { describeSource, describeWarnings, sourceShape, warningShape } from './kb-source.js';
import { table } from './table.js';

const output = z.object({
  concepts: z.int().describe('concepts that are not obsolete'),
  obsolete: z.int().describe('obsolete concepts: known by id only'),
  names: z.int().describe('names that look-ups and dictionaries can meet'),
  relations: z.int().describe('is_a relations'),
  sources: z.array(sourceShape).describe('the files it was built from'),
  warnings: z.array(warningShape).describe('what the build put up with, by kind'),
});

/** `hilgen kb info`: says what a knowledge base holds. */
export const kbInfo: CliCommand = { name: 'kb info', output, define };

function define(command: Command, context: CliContext): void {
  command
    .description('say what a knowledge base holds and what it was built from')
    .argument('<kb>', 'a knowledge base made by `hilgen kb build`')
    .option('--json', 'print JSON')
    .addHelpText('after', examples('hilgen kb info do.kb', 'hilgen kb info do.kb --json'))
    .action(async (path: string, options: { json?: boolean }) => {
      const summary = await withKnowledgeBase(path, (kb) => kb.summary());
      printResult(context, options, summary, render);
    });
}

function render({ concepts, obsolete, names, relations, sources, warnings }: KnowledgeBaseSummary): string {
  const counts = { concepts, 'obsolete, by id only': obsolete, names, 'is_a relations': relations };
  const rows = Object.entries(counts).map(([what, count]) => [what, String(count)]);
  return [
    table(['', 'count'], rows),
    '\nbuilt from\n',
    ...sources.map((source) => `${describeSource(source)}  sha256: ${source.sha256}\n`),
    warnings.length === 0 ? '' : `\n${describeWarnings(warnings)}`,
  ].join('');
}
