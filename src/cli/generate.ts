import { resolve } from 'node:path';
import type { Command } from 'commander';
import { z } from 'zod';
import { HilgenError } from '../base/errors.js';
import { formatForWriting, LAYERS, type Layer, readCorpus, writeCorpus } from '../corpus/index.js';
import { substitute } from '../generate/index.js';
import { listOf, wholeNumber } from './arguments.js';
import { type CliCommand, type CliContext, examples, printResult } from './command.js';
import { counted, withKnowledgeBase } from './kb-open.js';
import { addCorpusOptions, type CorpusOptions } from './shared/corpus-options.js';
import { table } from './table.js';

const output = z.object({
  source: z.string().describe('the labelled sentences worked from'),
  out: z.string().describe('the file the new sentences were written to'),
  seed: z.int().describe('seed of all draws'),
  perMention: z.int().describe('most sentences for one mention and layer'),
  sentences: z.int().describe('new sentences written'),
  mentions: z.int().describe('labelled mentions in the source'),
  known: z.int().describe('of these, mentions with a concept'),
  layers: z
    .array(
      z.object({
        layer: z.enum(LAYERS),
        mentions: z.int().describe('mentions looked up'),
        found: z.int().describe('of these, mentions with a neighbour'),
        sentences: z.int().describe('sentences made and kept'),
        duplicates: z.int().describe('sentences dropped: the same was there before'),
      }),
    )
    .describe('what each layer gave'),
  unused: z
    .array(
      z.object({
        sentence: z.string().describe('id of the sentence'),
        text: z.string().describe('the mention'),
        label: z.string(),
        reason: z.string().describe('why nothing was made from it'),
      }),
    )
    .describe('mentions that nothing was made from'),
});
type Report = z.infer<typeof output>;

interface Options extends CorpusOptions {
  readonly kb: string;
  readonly layers?: readonly Layer[];
  readonly perMention: number;
  readonly typeDepth: number;
  readonly seed: number;
  readonly out: string;
  readonly json?: boolean;
}

/** `hilgen generate`: makes new labelled sentences by substitution. */
export const generate: CliCommand = { name: 'generate', output, define };

function define(command: Command, context: CliContext): void {
  addCorpusOptions(
    command
      .description('make new sentences: put names from a knowledge base in the place of labelled mentions')
      .argument('<corpus>', 'labelled sentences: IOB (.tsv, .conll, .txt, also .gz) or JSON Lines')
      .requiredOption('--kb <file>', 'a knowledge base made by `hilgen kb build`')
      .requiredOption('--out <file>', 'where to write: .jsonl (keeps where each sentence came from), or .tsv')
      .option('--layers <list>', `comma-separated, out of ${LAYERS.join(',')} (default: all)`, listOf(LAYERS))
      .option('--per-mention <n>', 'at most this many for each mention and layer', wholeNumber(1), 10)
      .option(
        '--type-depth <n>',
        'semantic-type: depth of the ancestors that stand for types',
        wholeNumber(1),
        2,
      )
      .option('--seed <n>', 'seed of all draws', wholeNumber(0), 1)
      .option('--json', 'print JSON'),
  )
    .addHelpText(
      'after',
      examples(
        'hilgen generate few.jsonl --kb do.kb --out synthetic.jsonl',
        'hilgen generate few.jsonl --kb do.kb --layers synonym,sibling --per-mention 5 --seed 2 --out new.jsonl',
      ),
    )
    .action(async (source: string, options: Options) => {
      printResult(context, options, await run(source, options, context), render);
    });
}

async function run(source: string, options: Options, context: CliContext): Promise<Report> {
  const { kb: path, layers = LAYERS, perMention, typeDepth, seed, out } = options;
  formatForWriting(out);
  if (resolve(out) === resolve(source)) {
    throw new HilgenError('usage', { where: out, what: 'the new sentences would overwrite their source' });
  }
  const corpus = await readCorpus(source, options);
  const settings = { layers, perMention, typeDepth, seed };
  const made = await withKnowledgeBase(path, (kb) =>
    substitute(corpus, kb, settings, context.work('generating')),
  );
  await writeCorpus(out, made.sentences);
  return {
    ...{ source, out, seed, perMention },
    sentences: made.sentences.length,
    mentions: made.mentions,
    known: made.known,
    layers: made.layers.map((counts) => ({ ...counts })),
    unused: made.unused.map((mention) => ({ ...mention })),
  };
}

function render({ out, sentences, mentions, known, layers, unused }: Report): string {
  const rows = layers.map(({ layer, ...counts }) => [
    layer,
    ...[counts.mentions, counts.found, counts.sentences, counts.duplicates].map(String),
  ]);
  return [
    `${counted(mentions, 'mention')}, ${known} known to the knowledge base\n\n`,
    table(['layer', 'looked up', 'with neighbours', 'sentences', 'duplicates dropped'], rows),
    renderUnused(unused),
    `\nwritten: ${out} (${counted(sentences, 'sentence')})\n`,
  ].join('');
}

const MOST = 20;

function renderUnused(unused: Report['unused']): string {
  if (unused.length === 0) return '';
  const rows = unused
    .slice(0, MOST)
    .map(({ sentence, text, label, reason }) => [text, label, sentence, reason]);
  const more = unused.length > MOST ? `… and ${unused.length - MOST} more (--json lists all)\n` : '';
  return `\nnothing was made from\n${table(['mention', 'label', 'sentence', 'why'], rows)}${more}`;
}
