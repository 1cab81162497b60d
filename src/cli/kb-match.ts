import { existsSync } from 'node:fs';
import type { Command } from 'commander';
import { z } from 'zod';
import { HilgenError } from '../base/errors.js';
import { readText, writeFileAtomic } from '../base/files.js';
import { formatForWriting, readCorpus, type Sentence, writeCorpus } from '../corpus/index.js';
import {
  failingNames,
  MATCH_SWITCHES,
  type Match,
  OVERLAPS,
  type Overlap,
  parseSwitches,
} from '../knowledge/index.js';
import { oneOf } from './arguments.js';
import { type CliCommand, type CliContext, examples, printResult } from './command.js';
import { counted, withKnowledgeBase } from './kb-open.js';
import { labelled, matchSentences, matchShape, shownMatch } from './shared/match-sentences.js';
import { table } from './table.js';

const output = z.object({
  normalisations: z.array(z.string()).describe('switches that were on'),
  overlap: z.enum(OVERLAPS),
  texts: z.int().describe('sentences read'),
  matches: z.array(matchShape).describe('by sentence, then by start'),
  out: z.string().optional().describe('file of the labelled sentences'),
  failing: z
    .object({ out: z.string(), names: z.int() })
    .optional()
    .describe('names that failed, and their file'),
});
type Report = z.infer<typeof output>;

interface Options {
  readonly overlap: Overlap;
  readonly normalisations: string;
  readonly types?: readonly string[];
  readonly drop?: string;
  readonly label: string;
  readonly out?: string;
  readonly failing?: string;
  readonly json?: boolean;
}

/** `hilgen kb match`: finds a knowledge base's names in a text or corpus. */
export const kbMatch: CliCommand = { name: 'kb match', output, define };

function define(command: Command, context: CliContext): void {
  command
    .description("find a knowledge base's names in a text or a corpus")
    .argument('<kb>', 'a knowledge base made by `hilgen kb build`')
    .argument('<text or file>', 'a text, or a file in any format that hilgen reads')
    .option(
      '--overlap <policy>',
      'longest; all; best-type: the longest of each type',
      oneOf(OVERLAPS),
      'longest',
    )
    .option('--normalisations <list>', 'what to look past: all, none, case,plural or all,-plural', 'all')
    .option(
      '--types <list>',
      'only concepts of these types (T047,C,F03), groups (DISO) or id prefixes (DOID:)',
      list,
    )
    .option('--drop <file>', 'names that are no mention by themselves, one a line')
    .option('--label <label>', 'label of the matches in --out and --failing', 'Entity')
    .option('--out <file>', 'write the sentences with their matches as labels')
    .option(
      '--failing <file>',
      'of a labelled corpus: write the names that were wrong more often than right, for --drop',
    )
    .option('--json', 'print JSON')
    .addHelpText(
      'after',
      examples(
        'hilgen kb match do.kb "Breast and ovarian cancers in ataxia telangiectasia (AT)"',
        'hilgen kb match do.kb dev.tsv --label Disease --failing failing.txt',
        'hilgen kb match do.kb test.tsv --label Disease --drop failing.txt --out predicted.jsonl',
      ) + switchHelp(),
    )
    .action((path: string, input: string, options: Options) => run(path, input, options, context));
}

const list = (text: string): string[] => text.split(',').map((word) => word.trim());

function switchHelp(): string {
  const rows = Object.entries(MATCH_SWITCHES).map(([name, { about }]) => `  ${name.padEnd(14)} ${about}\n`);
  return `\nNormalisations:\n${rows.join('')}`;
}

async function run(path: string, input: string, options: Options, context: CliContext): Promise<void> {
  const switches = parseSwitches(options.normalisations);
  if (options.out !== undefined) formatForWriting(options.out);
  const sentences = existsSync(input) ? await readCorpus(input) : [asSentence(input)];
  const drop = options.drop === undefined ? [] : (await readText(options.drop)).split('\n').filter(Boolean);
  const report = await withKnowledgeBase(path, async (kb) => {
    const settings = { ...options, normalisations: switches, drop };
    const matches = await matchSentences(kb, sentences, settings, context.work('names'));
    const failing = await writeFailing(sentences, matches, options);
    if (options.out !== undefined)
      await writeCorpus(options.out, labelled(sentences, matches, options.label));
    const { overlap, out } = options;
    const found = matches.flatMap((some, at) =>
      some.map((match) => shownMatch(kb, sentences[at] as Sentence, match)),
    );
    return { normalisations: [...switches], overlap, texts: sentences.length, matches: found, out, failing };
  });
  printResult(context, options, report, render);
}

function asSentence(text: string): Sentence {
  if (text.trim() === '')
    throw new HilgenError('usage', { what: 'nothing to match', hint: 'Give a text or a file.' });
  return { id: 'text', text, tokens: [], spans: [], origin: { kind: 'gold', file: 'text', line: 1 } };
}

async function writeFailing(
  sentences: readonly Sentence[],
  matches: readonly (readonly Match[])[],
  { failing, label }: Options,
): Promise<Report['failing']> {
  if (failing === undefined) return undefined;
  const found = labelled(sentences, matches, label);
  const judged = sentences.map(({ text, spans }, at) => ({
    text,
    gold: spans,
    found: found[at]?.spans ?? [],
  }));
  if (judged.every(({ gold }) => gold.every((span) => span.label !== label))) {
    const hint = 'Name the label of its mentions: --label Disease';
    throw new HilgenError('usage', {
      what: `the corpus has no mention labelled ${JSON.stringify(label)}`,
      hint,
    });
  }
  const names = failingNames(judged);
  await writeFileAtomic(failing, names.map((name) => `${name}\n`).join(''));
  return { out: failing, names: names.length };
}

const MOST = 100;

function render({ texts, matches, out, failing }: Report): string {
  const rows = matches
    .slice(0, MOST)
    .map(({ text, start, end, matched, concepts }) => [
      ...(texts === 1 ? [] : [text]),
      `${start}–${end}`,
      matched,
      concepts.map(({ id, name }) => `${id} ${name}`).join('; '),
    ]);
  const header = [...(texts === 1 ? [] : ['sentence']), 'at', 'matched', 'means'];
  return [
    matches.length === 0 ? '' : `${table(header, rows)}\n`,
    matches.length > MOST ? `… and ${matches.length - MOST} more (--json lists all)\n` : '',
    `${counted(matches.length, 'match').replace(/hs$/, 'hes')} in ${counted(texts, 'sentence')}\n`,
    out === undefined ? '' : `written: ${out}\n`,
    failing === undefined ? '' : `${counted(failing.names, 'name')} that failed: ${failing.out}\n`,
  ].join('');
}
