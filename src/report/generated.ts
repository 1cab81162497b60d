import { random } from '../base/random.js';
import type { Origin, Sentence } from '../corpus/index.js';
import { selfBleu } from '../generate/index.js';
import { type Block, type Cell, note, type SampleList, type Section, type TableBlock } from './blocks.js';
import { groupsOf, type MadeSentences, type Material } from './material.js';
import { count, mean } from './numbers.js';
import { rawTextBlocks } from './raw-text.js';
import { relatednessBlocks } from './relatedness.js';
import { gainByRelatedness } from './relatedness-gain.js';
import type { ReportOptions } from './report.js';

/** Sentences shown of each source. */
const SHOWN = 5;

/** What was made from the few-shot samples, how much it differs, and what was dropped. */
export function generated(material: Material, options: ReportOptions): Section {
  const { made, record } = material;
  const severalShots = [record.file.sample.shots].flat().length > 1;
  const groups = new Map<string, MadeSentences[]>();
  for (const one of made) {
    const title = severalShots ? `${one.data}, ${one.shots} shots` : one.data;
    groups.set(title, [...(groups.get(title) ?? []), one]);
  }
  const blocks = [...groups].flatMap(([title, own]): Block[] => [
    ...(groups.size > 1 ? [{ kind: 'heading', text: title } as const] : []),
    countTable(title, own),
    diversityTable(title, own),
    ...rejectionTable(title, own),
    ...rawTextBlocks(
      title,
      bySource(own).map(([source, sets]) => ({
        source,
        accounts: sets.flatMap(({ account }) => account.raw ?? []),
      })),
    ),
    ...relatednessBlocks(
      title,
      bySource(own).map(([source, sets]) => ({
        source,
        substitutes: sets.flatMap(({ substitutes }) => substitutes),
      })),
      options.hasText,
    ),
    ...groupsOf(material)
      .filter(({ data, shots }) => own.some((set) => set.data === data && set.shots === shots))
      .flatMap((group) => gainByRelatedness(group, own, record.file.sources)),
    ...(options.hasText ? sampleFolds(title, own, options.seed) : []),
  ]);
  const remarks =
    blocks.length === 0
      ? []
      : [
          note(
            'Where nothing else is said, numbers are means over the seeds of the samples. Self-BLEU is the mean BLEU-4 of each sentence against all others of its source: 1 for copies, 0 for sentences that share nothing.',
          ),
        ];
  return { id: 'generated', title: 'What was generated', blocks: [...blocks, ...remarks] };
}

/** The sets of one source, one for each seed of the sample. */
function bySource(
  made: readonly MadeSentences[],
): (readonly [name: string, sets: readonly MadeSentences[]])[] {
  const sources = new Map<string, MadeSentences[]>();
  for (const one of made) {
    const name = made.some(({ source, kind }) => source === one.source && kind !== one.kind)
      ? `${one.source} (${one.kind})`
      : one.source;
    sources.set(name, [...(sources.get(name) ?? []), one]);
  }
  return [...sources];
}

function layerOf(origin: Origin): string {
  if (origin.kind === 'gold') return 'none';
  return origin.kind === 'distant' ? 'raw text' : (origin.layer ?? 'no neighbour asked for');
}

function countTable(title: string, made: readonly MadeSentences[]): TableBlock {
  const rows = bySource(made).flatMap(([source, sets]) => {
    const noted = sets.flatMap(({ account }) => account.layers ?? []);
    const found = sets.flatMap(({ sentences }) => sentences.map(({ origin }) => layerOf(origin)));
    const layers = [...new Set([...noted.map(({ layer }) => layer), ...found])];
    return layers.map((layer): Cell[] => {
      const own = noted.filter((one) => one.layer === layer);
      const perSet = (of: (one: (typeof own)[number]) => number): string =>
        own.length === 0 ? '' : count(own.reduce((sum, one) => sum + of(one), 0) / sets.length);
      const sentences = found.filter((one) => one === layer).length / sets.length;
      return [
        source,
        layer,
        count(sentences),
        perSet(({ mentions }) => mentions),
        perSet((one) => one.found),
        perSet(({ duplicates }) => duplicates),
      ];
    });
  });
  const header = [
    'source',
    'layer',
    'sentences',
    'mentions looked up',
    'with neighbours',
    'duplicates dropped',
  ];
  return { kind: 'table', caption: `Sentences by layer, ${title}`, header, rows };
}

function diversityTable(title: string, made: readonly MadeSentences[]): TableBlock {
  const rows = bySource(made).map(([source, sets]): Cell[] => {
    const over = (of: (sentences: readonly Sentence[]) => number): number =>
      mean(sets.map(({ sentences }) => of(sentences)));
    const bleus = sets.flatMap(({ sentences }) => selfBleu(sentences.map(({ text }) => text)) ?? []);
    return [
      source,
      count(over((sentences) => sentences.length)),
      count(over((sentences) => new Set(sentences.map(({ text }) => text)).size)),
      count(over((sentences) => sentences.reduce((sum, { spans }) => sum + spans.length, 0))),
      count(over((sentences) => new Set(sentences.flatMap(mentionsOf)).size)),
      count(over((sentences) => mean(sentences.map(({ tokens }) => tokens.length)))),
      bleus.length === 0 ? '' : mean(bleus).toFixed(3),
    ];
  });
  const header = [
    'source',
    'sentences',
    'distinct',
    'mentions',
    'distinct mentions',
    'tokens each',
    'self-BLEU',
  ];
  return { kind: 'table', caption: `Diversity, ${title}`, header, rows };
}

const mentionsOf = ({ text, spans }: Sentence): string[] =>
  spans.map(({ start, end }) => text.slice(start, end).toLowerCase());

function rejectionTable(title: string, made: readonly MadeSentences[]): Block[] {
  const rows = bySource(made).flatMap(([source, sets]): Cell[][] => {
    const of = (what: string, counts: readonly (Readonly<Record<string, number>> | undefined)[]): Cell[][] =>
      [...new Set(counts.flatMap((own) => Object.keys(own ?? {})))].map((reason) => [
        source,
        what,
        reason,
        count(mean(counts.map((own) => own?.[reason] ?? 0))),
      ]);
    return [
      ...of(
        'mention not used',
        sets.map(({ account }) => account.unused),
      ),
      ...of(
        'neighbour passed over',
        sets.map(({ account }) => outOfRange(account)),
      ),
      ...of(
        'sentence turned away',
        sets.map(({ account }) => account.rejected),
      ),
    ];
  });
  const isSilent = made.some(({ account }) => account.unused === undefined && account.rejected === undefined);
  return [
    ...(rows.length === 0
      ? []
      : [
          {
            kind: 'table',
            caption: `Dropped, by reason, ${title}`,
            header: ['source', 'what', 'reason', 'number'],
            rows,
          } as const,
        ]),
    ...(isSilent
      ? [note(`${title}: some stages were finished by a release that kept no account of what was dropped.`)]
      : []),
  ];
}

function outOfRange({ layers = [] }: MadeSentences['account']): Record<string, number> {
  const passed = layers.reduce((sum, one) => sum + (one.outOfRange ?? 0), 0);
  return passed === 0 ? {} : { 'relatedness out of range': passed };
}

function sampleFolds(title: string, made: readonly MadeSentences[], seed: number): Block[] {
  return bySource(made).flatMap(([source, sets]) => {
    const first = sets.find(({ sentences }) => sentences.length > 0);
    if (first === undefined) return [];
    const drawn = random(seed, 'report', source).sample(first.sentences, SHOWN);
    const samples = drawn.map(({ text, spans, origin, id }): SampleList['samples'][number] => {
      return { text, spans, note: `${id}: ${provenance(origin)}` };
    });
    const name = `Sentences of ${source} (${title}, seed ${first.seed}; ${samples.length} of ${count(first.sentences.length)}, drawn)`;
    return [{ kind: 'fold', title: name, blocks: [{ kind: 'samples', samples }] } as const];
  });
}

/** Where a sentence came from, in words. */
export function provenance(origin: Origin): string {
  if (origin.kind === 'gold') return `line ${origin.line} of ${origin.file}`;
  if (origin.kind === 'distant')
    return `raw text, line ${origin.line} of ${origin.file}, labelled by ${origin.teachers.join(', ')}`;
  const { from, to, via = [], layer, source } = origin;
  const way = [from, ...via, to].filter((step) => step !== undefined).join(' → ');
  const around = `${layer ?? 'no neighbour'}${way === '' ? '' : ` ${way}`}`;
  if (origin.kind === 'substitution') return `${around}, in the place of a mention of ${source}`;
  const found = origin.alignment.map(({ status }) => status);
  const aligned = found.length === 0 ? '' : `; marks found: ${[...new Set(found)].join(', ')}`;
  return `${around}; written by ${origin.model} under ${origin.preset}${source === undefined ? '' : ` for ${source}`}${aligned}`;
}
