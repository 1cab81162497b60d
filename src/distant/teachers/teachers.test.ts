import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { tokenise } from '../../corpus/tokenise.js';
import { dictionaryTeacher } from './dictionary.js';
import { labelsByShots } from './labels-by-shots.js';
import { modelTeacher } from './model.js';
import { namesTeacher } from './names.js';
import { predictionsTeacher } from './predictions.js';

const folder = mkdtempSync(join(tmpdir(), 'hilgen-teachers-'));
afterAll(() => rmSync(folder, { recursive: true }));
const at = (name: string): string => join(folder, name);

const sentenceOf = (text: string) => ({
  ...{ id: text, text, tokens: tokenise(text), spans: [] },
  origin: { kind: 'gold' as const, file: 'f', line: 1 },
});

test('a dictionary: names without case are one kind, explained short forms another', async () => {
  const names = [
    { text: 'ataxia telangiectasia', concept: 'D:1', scope: 'name' as const },
    { text: 'tumor', concept: 'D:2', scope: 'name' as const },
    { text: 'aspirin', concept: 'C:1', scope: 'name' as const },
  ];
  const labels = { labels: ['Disease'], of: (id: string) => (id.startsWith('D:') ? 'Disease' : undefined) };
  const teacher = await dictionaryTeacher('do', { names: () => names, lookup: () => [] }, { labels });
  const texts = ['Ataxia telangiectasia (AT) and aspirin.', 'AT, Tumours, tumor.'];
  const said = await teacher.label(texts.map(sentenceOf));
  expect(said.map((claims) => claims?.map(({ kind, label, concept }) => [kind, label, concept]))).toEqual([
    [
      ['ataxia telangiectasia', 'Disease', 'D:1'],
      ['(explained)', 'Disease', 'D:1'],
    ],
    [
      ['(explained)', 'Disease', 'D:1'],
      ['tumour', 'Disease', 'D:2'],
      ['tumor', 'Disease', 'D:2'],
    ],
  ]);
  expect([teacher.knows?.('tumors'), teacher.knows?.('aspirin')]).toEqual([true, false]);
});

test('predictions are found again by the text, past white space; of other sentences nothing is known', async () => {
  writeFileSync(at('said.tsv'), 'The\tO\nred\tB-D\n-\tI-D\neye\tI-D\n.\tO\n');
  const teacher = await predictionsTeacher('said', at('said.tsv'));
  const text = 'The red-eye.';
  const [known, unknown] = await teacher.label([sentenceOf(text), sentenceOf('Another.')]);
  expect(known?.map(({ start, end, kind }) => [text.slice(start, end), kind])).toEqual([
    ['red-eye', 'claim'],
  ]);
  expect(unknown).toBeUndefined();
});

test('the scores of a model are kinds of claims', async () => {
  const spans = [0.99, 0.8, 0.5, 0.1, undefined].map((score, start) => ({
    start,
    end: start + 1,
    label: 'D',
    score,
  }));
  const model = {
    labels: ['D'],
    async *tag() {
      yield spans;
    },
    close: async () => {},
  };
  const [claims] = await modelTeacher('m', model).label([sentenceOf('abcde')]);
  expect(claims?.map(({ kind }) => kind)).toEqual(['≥ 0.95', '≥ 0.8', '≥ 0.5', '< 0.5', 'claim']);
});

test('a list of names tells its labels; a row without one is an error with its line', async () => {
  writeFileSync(at('names.tsv'), 'name\tlabel\tcount\nred eye\tDisease\t3\n');
  const teacher = await namesTeacher('names', at('names.tsv'), {});
  const [claims] = await teacher.label([sentenceOf('A red eye.')]);
  expect(claims).toEqual([{ start: 2, end: 9, label: 'Disease', kind: 'red eye' }]);
  writeFileSync(at('bad.tsv'), 'name\tlabel\nred eye\n');
  await expect(namesTeacher('bad', at('bad.tsv'), {})).rejects.toMatchObject({
    code: 'input',
    where: `${at('bad.tsv')}:2`,
  });
});

test('labels are told from shots by types, by terminologies where there are none, and not where shots disagree', () => {
  const concepts: Record<string, { id: string; types: string[] }> = {
    gout: { id: 'M1', types: ['C'] },
    rash: { id: 'DOID:2', types: [] },
    aspirin: { id: 'M3', types: ['D', 'C'] },
  };
  const kb = {
    lookup: (name: string) =>
      concepts[name] === undefined
        ? []
        : [{ names: [], xrefs: [], obsolete: false, name, ...concepts[name] }],
    concept: (id: string) => ({
      names: [],
      xrefs: [],
      obsolete: false,
      name: id,
      id,
      types: id === 'M9' ? ['D'] : [],
    }),
  };
  const shot = (text: string, label: string) => ({
    ...sentenceOf(text),
    spans: [{ start: 0, end: text.length, label }],
  });
  const labels = labelsByShots(kb, [
    shot('gout', 'Disease'),
    shot('rash', 'Disease'),
    shot('aspirin', 'Chemical'),
  ]);
  expect(labels?.labels).toEqual(['Chemical', 'Disease']);
  expect([labels?.of('DOID:7'), labels?.of('M9'), labels?.of('X:1')]).toEqual([
    'Disease',
    'Chemical',
    undefined,
  ]);
  expect(labelsByShots(kb, [shot('unheard of', 'Disease')])).toBeUndefined();
});
