import { expect, it } from 'vitest';
import { sentenceOf } from '../../test/support/sentences.js';
import type { Sentence, SubstitutionOrigin } from '../corpus/index.js';
import type { Block, TableBlock } from './blocks.js';
import type { Group, MadeSentences, ReportArm, ReportCell } from './material.js';
import { relatednessBlocks } from './relatedness.js';
import { gainByRelatedness } from './relatedness-gain.js';
import { type Substitute, substitutesIn } from './substitutes.js';

const substitute = (
  mention: string,
  to: string,
  relatedness: number | undefined,
  layer: Substitute['layer'] = 'sibling',
): Substitute => ({ layer, mention, from: `id of ${mention}`, name: `name of ${mention}`, to, relatedness });

function tables(blocks: readonly Block[]): TableBlock[] {
  return blocks.flatMap((block) => {
    if (block.kind === 'fold') return tables(block.blocks);
    return block.kind === 'table' ? [block] : [];
  });
}

const notes = (blocks: readonly Block[]): string =>
  blocks.flatMap((block) => (block.kind === 'text' ? block.text : [])).join('\n');

const SOURCES = [
  {
    source: 'both',
    substitutes: [
      substitute('gout', 'a', 0.1),
      substitute('gout', 'b', 0.2),
      substitute('gout', 'b', 0.2),
      substitute('gout', 'c', 0.6),
      substitute('ague', 'd', 0.9),
      substitute('ague', 'e', 0.7),
      substitute('gout', 'id of gout', 1, 'synonym'),
      substitute('ague', 'id of ague', 1, 'synonym'),
    ],
  },
  { source: 'few', substitutes: [substitute('ague', 'e', 0.7), substitute('ague', 'f', undefined)] },
];

it('tells relatedness by source and layer, quartiles as numpy has them', () => {
  const [table] = tables(relatednessBlocks('data', SOURCES, true));
  expect(table?.rows).toEqual([
    ['both', 'sibling', '6', '0.450', '0.200', '0.400', '0.675'],
    ['both', 'synonym', '2', '1.000', '1.000', '1.000', '1.000'],
    ['few', 'sibling', '1', '0.700', '0.700', '0.700', '0.700'],
  ]);
});

it('tells relatedness mention by mention, each substitute once, near ones first, where there is something to tell', () => {
  const [, ...folded] = tables(relatednessBlocks('data', SOURCES, true));
  expect(folded.map(({ caption, rows }) => [caption, rows])).toEqual([
    [
      'Relatedness by mention, sibling, data',
      [
        ['ague', { text: 'name of ague', below: 'id of ague' }, '2', '0.800', '0.700', '0.900'],
        ['gout', { text: 'name of gout', below: 'id of gout' }, '3', '0.300', '0.100', '0.600'],
      ],
    ],
  ]);
  const [, hidden] = tables(relatednessBlocks('data', SOURCES, false));
  expect(hidden?.header[0]).toBe('concept');
  expect(hidden?.rows.map((row) => row.length)).toEqual([5, 5]);
});

it('says of how many substitutes nobody knows', () => {
  expect(notes(relatednessBlocks('data', SOURCES, true))).toMatch(/^data: of 1 of 10 substitutes/);
  expect(notes(relatednessBlocks('data', SOURCES.slice(0, 1), true))).toBe('');
  const old = [{ source: 'old', substitutes: [substitute('gout', 'a', undefined)] }];
  expect(relatednessBlocks('data', old, true).map(({ kind }) => kind)).toEqual(['text']);
  expect(relatednessBlocks('data', [{ source: 'few', substitutes: [] }], true)).toEqual([]);
});

it('asks the knowledge base for what a sentence does not note, and finds the mention in its source', () => {
  const origin: SubstitutionOrigin = {
    ...{ kind: 'substitution', source: 'few-1', span: { start: 2, end: 6, label: 'D' }, layer: 'sibling' },
    ...{ from: 'T:1', to: 'T:2', via: ['T:0'], seed: 1 },
  };
  const made = (more: object): Sentence => ({ ...sentenceOf('A ague.'), origin: { ...origin, ...more } });
  const few = [{ ...sentenceOf('A gout.'), id: 'few-1' }];
  const kb = { concept: () => undefined, relatedness: () => 0.25 };
  const common = { layer: 'sibling', mention: 'gout', from: 'T:1', to: 'T:2', name: undefined };
  expect(substitutesIn([made({}), made({ relatedness: 0.5 }), ...few], few, kb)).toEqual([
    { ...common, relatedness: 0.25 },
    { ...common, relatedness: 0.5 },
  ]);
  expect(substitutesIn([made({})], [])).toEqual([{ ...common, mention: undefined, relatedness: undefined }]);
});

const learner = (name: string, source: string, tagger = 'transformer'): ReportArm => ({
  ...{ name, source, tagger, decode: 'classifier', kind: 'learner', isFewShotOnly: source === 'few' },
});

const cells = (...f1s: readonly number[]): ReportCell[] =>
  f1s.map(
    (f1, at) => ({ seed: { sample: at + 1, train: 1 }, scores: { strict: { f1 } } }) as unknown as ReportCell,
  );

const set = (source: string, seed: number, ...values: readonly number[]): MadeSentences => ({
  ...{ data: 'demo', shots: 5, seed, source, kind: 'substitution', sentences: [], account: {}, seconds: 0 },
  substitutes: values.map((relatedness, at) => substitute('gout', String(at), relatedness)),
});

const source = (layers: ('sibling' | 'child')[], llm = false) => ({
  ...{ layers, 'per-mention': 10, llm, raw: false },
});

const GROUP: Group = {
  ...{ data: 'demo', shots: 5, title: 'demo' },
  rows: [
    { arm: learner('plain', 'few'), cells: cells(0.2, 0.3, 0.4) },
    { arm: learner('near', 'near'), cells: cells(0.25, 0.29, 0.5) },
    { arm: learner('other tagger', 'near', 'crf'), cells: cells(0.9, 0.9, 0.9) },
    { arm: learner('mixed', 'mixed'), cells: cells(0.25, 0.29, 0.5) },
    { arm: learner('written', 'written'), cells: cells(0.25, 0.29, 0.5) },
  ],
};

it('holds relatedness against the gain over the same tagger without substitutes, for sources of one layer', () => {
  const made = [
    ...[set('near', 1, 0.4, 0.6), set('near', 2, 0.1), set('near', 3, 0.9, 0.9, 0.9)],
    ...[1, 2, 3].flatMap((seed) => [set('mixed', seed, 0.5), set('written', seed, 0.5)]),
  ];
  const sources = {
    ...{ few: source([]), near: source(['sibling']), mixed: source(['sibling', 'child']) },
    written: source(['sibling'], true),
  };
  const blocks = gainByRelatedness(GROUP, made, sources);
  expect(tables(blocks).map(({ rows }) => rows)).toEqual([
    [['near', 'sibling', '2  1  3', '0.500  0.100  0.900', '+5.0  −1.0  +10.0', '1.00']],
  ]);
  expect(notes(blocks)).toContain('2 of 6 orders');
  const falling = gainByRelatedness(
    GROUP,
    [set('near', 1, 0.8), set('near', 2, 0.9), set('near', 3, 0.1)],
    sources,
  );
  expect(tables(falling)[0]?.rows[0]?.at(-1)).toBe('−1.00');
  const [first, , third] = made;
  const gap = gainByRelatedness(
    GROUP,
    [first, set('near', 2), third].flatMap((one) => one ?? []),
    sources,
  );
  expect(tables(gap)[0]?.rows[0]?.slice(2)).toEqual(['2  –  3', '0.500  –  0.900', '+5.0  –  +10.0', '']);
  const two = gainByRelatedness(GROUP, made.slice(0, 2), sources);
  expect(tables(two)[0]?.rows[0]?.at(-1)).toBe('');
  expect(gainByRelatedness(GROUP, [], sources)).toEqual([]);
  expect(gainByRelatedness({ ...GROUP, rows: GROUP.rows.slice(1) }, made, sources)).toEqual([]);
});
