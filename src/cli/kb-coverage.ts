import type { Command } from 'commander';
import { z } from 'zod';
import { readCorpus, type Sentence } from '../corpus/index.js';
import { nameMatcher, type StoredKnowledgeBase } from '../knowledge/index.js';
import { wholeNumber } from './arguments.js';
import { type CliCommand, type CliContext, examples, printResult } from './command.js';
import { withKnowledgeBase } from './kb-open.js';
import { table } from './table.js';

const share = z.object({
  mentions: z.int(),
  known: z.int().describe('mentions whose text is a name under the rules of look-ups'),
  matched: z.int().describe('mentions whose text is a name once every normalisation is on'),
  texts: z.int().describe('distinct texts'),
  knownTexts: z.int(),
});
type Share = z.infer<typeof share>;

const output = z.object({
  corpus: z.string(),
  all: share,
  labels: z.record(z.string(), share).describe('by label'),
  sources: z
    .record(z.string(), z.int())
    .describe('mentions known by prefix of the concept id or vocabulary; a mention may count for several'),
  unknown: z
    .array(z.object({ text: z.string(), label: z.string(), count: z.int(), matched: z.boolean() }))
    .describe('texts that are no name, most frequent first'),
});
type Report = z.infer<typeof output>;

interface Options {
  readonly limit: number;
  readonly json?: boolean;
}

/** `hilgen kb coverage`: says how many of a corpus's mentions a knowledge base knows. */
export const kbCoverage: CliCommand = { name: 'kb coverage', output, define };

function define(command: Command, context: CliContext): void {
  command
    .description('count the mentions of a labelled corpus whose text the knowledge base knows')
    .argument('<kb>', 'a knowledge base made by `hilgen kb build`')
    .argument('<corpus>', 'labelled sentences, in any format that hilgen reads')
    .option('--limit <n>', 'unknown texts to print; --json has all', wholeNumber(0), 20)
    .option('--json', 'print JSON')
    .addHelpText(
      'after',
      examples(
        'hilgen kb coverage do.kb train.tsv',
        'hilgen kb coverage do.kb train.jsonl --json > coverage.json',
      ),
    )
    .action(async (path: string, corpus: string, options: Options) => {
      const sentences = await readCorpus(corpus);
      const report = await withKnowledgeBase(path, (kb) => cover(kb, corpus, sentences));
      printResult(context, options, report, (value) => render(value, options.limit));
    });
}

const nothing = (): Share => ({ mentions: 0, known: 0, matched: 0, texts: 0, knownTexts: 0 });

function cover(kb: StoredKnowledgeBase, corpus: string, sentences: readonly Sentence[]): Report {
  const report: Report = { corpus, all: nothing(), labels: {}, sources: {}, unknown: [] };
  const matcher = nameMatcher(kb.names());
  for (const { text, label, count } of distinctMentions(sentences)) {
    const sources = sourcesOf(kb, text);
    const isKnown = sources.length > 0;
    const isMatched =
      isKnown || matcher.match(text).some(({ start, end }) => start === 0 && end === text.length);
    for (const source of sources) report.sources[source] = (report.sources[source] ?? 0) + count;
    report.labels[label] ??= nothing();
    for (const sum of [report.all, report.labels[label] as Share]) add(sum, count, isKnown, isMatched);
    if (!isKnown) report.unknown.push({ text, label, count, matched: isMatched });
  }
  report.unknown.sort((a, b) => b.count - a.count || (a.text < b.text ? -1 : 1));
  return report;
}

function add(sum: Share, count: number, isKnown: boolean, isMatched: boolean): void {
  sum.mentions += count;
  sum.texts++;
  if (isMatched) sum.matched += count;
  if (!isKnown) return;
  sum.known += count;
  sum.knownTexts++;
}

function distinctMentions(sentences: readonly Sentence[]) {
  const mentions = new Map<string, { text: string; label: string; count: number }>();
  for (const { text, spans } of sentences) {
    for (const { start, end, label } of spans) {
      const mention = { text: text.slice(start, end), label, count: 0 };
      const key = JSON.stringify([mention.text, label]);
      const known = mentions.get(key) ?? mention;
      known.count++;
      mentions.set(key, known);
    }
  }
  return mentions.values();
}

/** The vocabularies that have the name, or the prefixes of its concepts' ids (`DOID`). */
function sourcesOf(kb: StoredKnowledgeBase, text: string): string[] {
  const found = kb.lookup(text).flatMap(({ id, names }) => {
    const vocabularies = names.flatMap((name) => name.vocabularies ?? []);
    return vocabularies.length > 0 ? vocabularies : [/^[^:\d]+/.exec(id)?.[0] ?? id];
  });
  return [...new Set(found)];
}

function render({ all, labels, sources, unknown }: Report, limit: number): string {
  const row = (what: string, { mentions, known, matched, texts, knownTexts }: Share): string[] => [
    ...[what, String(mentions), String(known), percent(known, mentions)],
    ...[String(matched), percent(matched, mentions), String(texts), String(knownTexts)],
  ];
  const rows = [...Object.entries(labels).map(([label, sum]) => row(label, sum)), row('all', all)];
  const header = ['label', 'mentions', 'known', '', 'matched', '', 'texts', 'known texts'];
  const list = unknown
    .slice(0, limit)
    .map(({ text, label, count, matched }) => [...[text, label, String(count), matched ? 'matched' : '']]);
  return [
    table(header, rows),
    `\nknown by\n${table(
      ['source', 'mentions'],
      Object.entries(sources).map(([name, count]) => [name, String(count)]),
    )}`,
    list.length === 0
      ? ''
      : `\nunknown texts, most frequent first\n${table(['text', 'label', 'mentions', ''], list)}`,
    unknown.length > limit ? `… and ${unknown.length - limit} more (--json lists all)\n` : '',
  ].join('');
}

const percent = (part: number, whole: number): string =>
  whole === 0 ? '-' : `${((100 * part) / whole).toFixed(1)} %`;
