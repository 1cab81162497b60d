import { z } from 'zod';
import { LAYER_NAMES } from '../corpus/index.js';
import { labelTypes, renderMap } from './generate-map.js';
import { counted } from './kb-open.js';
import { table } from './table.js';

/** The shape of what `hilgen generate --json` prints of a substitution. */
export const substitutionReport = z.object({
  source: z.string().describe('the labelled sentences worked from'),
  out: z.string().describe('the file the new sentences were written to'),
  seed: z.int().describe('seed of all draws'),
  perMention: z.int().describe('most sentences for one mention and layer'),
  related: z
    .object({ from: z.number(), to: z.number() })
    .nullable()
    .describe('how related to the mention neighbours had to be; null: in any way'),
  sentences: z.int().describe('new sentences written'),
  mentions: z.int().describe('labelled mentions in the source'),
  known: z.int().describe('of these, mentions with a concept'),
  types: labelTypes,
  layers: z
    .array(
      z.object({
        layer: z.enum(LAYER_NAMES),
        mentions: z.int().describe('mentions looked up'),
        found: z.int().describe('of these, mentions with a neighbour'),
        sentences: z.int().describe('sentences made and kept'),
        duplicates: z.int().describe('sentences dropped: the same was there before'),
        outOfRange: z.int().describe('neighbours passed over: not as related to the mention as asked for'),
        relatedness: z
          .number()
          .nullable()
          .describe('mean relatedness of the substitutes to the mentions they replace; null: none is known'),
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
export type SubstitutionReport = z.infer<typeof substitutionReport>;

/** The report as text. */
export function renderSubstitution({
  out,
  sentences,
  mentions,
  known,
  related,
  types,
  layers,
  unused,
}: SubstitutionReport): string {
  const rows = layers.map(({ layer, ...counts }) => [
    layer,
    ...[counts.mentions, counts.found, counts.sentences, counts.duplicates].map(String),
    ...(related === null ? [] : [String(counts.outOfRange)]),
    counts.relatedness?.toFixed(3) ?? '',
  ]);
  const header = [
    ...['layer', 'looked up', 'with neighbours', 'sentences', 'duplicates dropped'],
    ...(related === null ? [] : [`passed over (not ${related.from} to ${related.to})`]),
    'relatedness',
  ];
  return [
    `${counted(mentions, 'mention')}, ${known} known to the knowledge base\n`,
    `${renderMap(types)}\n`,
    table(header, rows),
    renderUnused(unused),
    `\nwritten: ${out} (${counted(sentences, 'sentence')})\n`,
  ].join('');
}

const MOST = 20;

function renderUnused(unused: SubstitutionReport['unused']): string {
  if (unused.length === 0) return '';
  const rows = unused
    .slice(0, MOST)
    .map(({ sentence, text, label, reason }) => [text, label, sentence, reason]);
  const more = unused.length > MOST ? `… and ${unused.length - MOST} more (--json lists all)\n` : '';
  return `\nnothing was made from\n${table(['mention', 'label', 'sentence', 'why'], rows)}${more}`;
}
