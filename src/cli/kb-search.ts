import type { Command } from 'commander';
import { z } from 'zod';
import { SEARCH_KINDS } from '../knowledge/index.js';
import { wholeNumber } from './arguments.js';
import { type CliCommand, type CliContext, examples, printResult } from './command.js';
import { counted, withKnowledgeBase } from './kb-open.js';
import { table } from './table.js';

const output = z.object({
  query: z.string(),
  hits: z
    .array(
      z.object({
        id: z.string(),
        name: z.string().describe('preferred name'),
        matched: z.string().describe('the name that answers'),
        kind: z
          .enum(SEARCH_KINDS)
          .describe('the name is the query, begins with it, has all its words, or has words spelt alike'),
        edits: z.int().describe('letters changed in the query; 0 but for `similar`'),
      }),
    )
    .describe('one for each concept, best first'),
});
type Report = z.infer<typeof output>;

/** `hilgen kb search`: finds concepts by what is typed. */
export const kbSearch: CliCommand = { name: 'kb search', output, define };

function define(command: Command, context: CliContext): void {
  command
    .description('find concepts by words of their names: in any order, begun only, or mistyped')
    .argument('<kb>', 'a knowledge base made by `hilgen kb build`')
    .argument('<words...>', 'what to look for')
    .option('--limit <n>', 'at most this many concepts', wholeNumber(1), 10)
    .option('--json', 'print JSON')
    .addHelpText(
      'after',
      examples('hilgen kb search do.kb "heart atack"', 'hilgen kb search do.kb ataxia tel --limit 3 --json'),
    )
    .action(async (path: string, words: string[], options: { limit: number; json?: boolean }) => {
      const query = words.join(' ');
      const hits = await withKnowledgeBase(path, (kb) => kb.search(query, options.limit));
      printResult(context, options, { query, hits }, render);
    });
}

function render({ query, hits }: Report): string {
  if (hits.length === 0) return `nothing for ${JSON.stringify(query)}\n`;
  const rows = hits.map(({ id, name, matched, kind, edits }) => [
    id,
    name,
    matched === name ? '' : matched,
    edits > 0 ? `${kind} (${edits})` : kind,
  ]);
  return `${table(['id', 'name', 'found by', 'how'], rows)}\n${counted(hits.length, 'concept')}\n`;
}
