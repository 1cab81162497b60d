import type { Command } from 'commander';
import { z } from 'zod';
import { type CorpusStatistics, countCorpus } from '../corpus/index.js';
import { type CliCommand, type CliContext, examples, printResult } from './command.js';
import { addInputOptions, describeRemarks, type InputOptions, openInput } from './shared/corpus-input.js';
import { table } from './table.js';

const output = z.object({
  format: z.string(),
  documents: z.int(),
  sentences: z.int().describe('as the source marks them, else as hilgen splits'),
  tokens: z.int(),
  characters: z.int().describe('UTF-16 code units'),
  mentions: z.int(),
  labels: z.record(
    z.string(),
    z.object({
      mentions: z.int(),
      strings: z.int().describe('different strings'),
      concepts: z.int().describe('different concept ids'),
      meanLength: z.number().describe('of a mention, in characters'),
    }),
  ),
  overlapping: z.int().describe('mentions that overlap another'),
  discontinuous: z.int().describe('mentions in several pieces'),
  sentencesWithoutMention: z.int(),
  unknown: z.int().describe('stretches of which nobody knows whether they hold mentions'),
  relations: z.record(z.string(), z.int()).describe('relations, by label'),
});

interface Options extends InputOptions {
  readonly json?: boolean;
}

/** `hilgen corpus stats`: counts what a corpus holds. */
export const corpusStats: CliCommand = { name: 'corpus stats', output, define };

function define(command: Command, context: CliContext): void {
  addInputOptions(
    command
      .description('count documents, sentences, mentions, labels')
      .argument('<corpus>', 'file or folder'),
  )
    .option('--json', 'print JSON')
    .addHelpText(
      'after',
      examples('hilgen corpus stats train.tsv', 'hilgen corpus stats standoff.tar.gz --json'),
    )
    .action(async (path: string, options: Options) => {
      const { format, documents, remarks } = await openInput(path, options, context);
      const counts = await countCorpus(documents);
      context.remark(describeRemarks(remarks));
      printResult(context, options, { format: format.name, ...counts }, render);
    });
}

function render({ labels, relations, ...counts }: CorpusStatistics & { format: string }): string {
  const rows = Object.entries({
    ...{
      documents: counts.documents,
      sentences: counts.sentences,
      'without mention': counts.sentencesWithoutMention,
    },
    ...{ tokens: counts.tokens, characters: counts.characters, mentions: counts.mentions },
    ...{ 'that overlap another': counts.overlapping, 'in several pieces': counts.discontinuous },
    ...(counts.unknown > 0 && { 'unknown stretches': counts.unknown }),
  }).map(([name, count]) => [name, String(count)]);
  const byLabel = Object.entries(labels).map(([label, { mentions, strings, concepts, meanLength }]) => [
    label,
    ...[mentions, strings, concepts].map(String),
    meanLength.toFixed(1),
  ]);
  const byRelation = Object.entries(relations).map(([label, count]) => [label, String(count)]);
  return [
    table([counts.format, 'count'], rows),
    byLabel.length === 0
      ? ''
      : `\n${table(['label', 'mentions', 'strings', 'concepts', 'mean length'], byLabel)}`,
    byRelation.length === 0 ? '' : `\n${table(['relation', 'count'], byRelation)}`,
  ].join('');
}
