import type { Command } from 'commander';
import type { KnowledgeBaseSummary } from '../knowledge/index.js';
import { type CliCommand, type CliContext, examples, printResult } from './command.js';
import { withKnowledgeBase } from './kb-open.js';
import { countsTable, describeSource, describeWarnings, summaryShape } from './kb-source.js';
import { table } from './table.js';

/** `hilgen kb info`: says what a knowledge base holds. */
export const kbInfo: CliCommand = { name: 'kb info', output: summaryShape, define };

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

function render(summary: KnowledgeBaseSummary): string {
  const { sources, warnings } = summary;
  const shown = sources.map(
    (source) => `\n${describeSource(source)}  sha256: ${source.sha256}\n${countsTable(source)}`,
  );
  return [
    totalsTable(summary),
    '\nbuilt from\n',
    ...shown,
    warnings.length === 0 ? '' : `\n${describeWarnings(warnings)}`,
  ].join('');
}

/** What a knowledge base holds, as a table. */
export function totalsTable(summary: KnowledgeBaseSummary): string {
  const { concepts, obsolete, untyped, names, relations, otherRelations, joined, unusedMatches } = summary;
  const rows: [string, number][] = [
    ['concepts', concepts],
    ['obsolete, by id only', obsolete],
    ['names', names],
    ['is_a relations', relations],
  ];
  const whereAny: [string, number][] = [
    ['other relations', otherRelations],
    ['concepts without a type', untyped === concepts ? 0 : untyped],
    ['joined by mappings', joined],
    ['mappings that lead nowhere', unusedMatches],
  ];
  const shown = [...rows, ...whereAny.filter(([, count]) => count > 0)];
  return table(
    ['', 'count'],
    shown.map(([what, count]) => [what, String(count)]),
  );
}
