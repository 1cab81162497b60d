import { describe, expect, test } from 'vitest';
import type { Sentence } from '../corpus/sentence.js';
import { withTestSources } from '../knowledge/testing.js';
import { substitute } from './substitute.js';
import { DEFAULT_TYPE_MAP, mergeTypeMaps, typesOfLabel } from './type-map.js';

const TERMS = `id,name,synonyms,type,parents
X:1,cold,common cold,T047,
X:2,cold,low temperature,T070,
X:3,plain,simple,,
`;

const sentence = (text: string, label: string): Sentence => ({
  id: 's',
  text,
  tokens: [{ start: 0, end: text.length }],
  spans: [{ start: 0, end: text.length, label }],
  origin: { kind: 'gold', file: 'x', line: 1 },
});

const made = (text: string, label: string, typeMap?: Record<string, string[]>) =>
  withTestSources([['csv', 'x.csv', TERMS]], async (kb) => {
    const { sentences, unused } = await substitute([sentence(text, label)], kb, {
      layers: ['synonym'],
      ...(typeMap && { typeMap }),
    });
    return [...sentences.map((one) => one.text), ...unused.map(({ reason }) => reason)].sort();
  });

describe('a name of several meanings', () => {
  test.each([
    ['cold', 'Disease', undefined, ['common cold']],
    ['cold', 'disease', undefined, ['common cold']],
    ['cold', 'Thing', undefined, ['common cold', 'low temperature']],
    ['cold', 'Thing', { Thing: ['T070'] }, ['low temperature']],
    ['cold', 'Disease', { disease: ['PHEN'] }, ['low temperature']],
    ['cold', 'Chemical', undefined, ['no concept of its type']],
    ['plain', 'Chemical', undefined, ['simple']],
  ])('%s as a %s under %j gives %j', async (text, label, map, expected) => {
    expect(await made(text, label, map)).toEqual(expected);
  });
});

test('a label given takes the place of the default, whatever its case', () => {
  const map = mergeTypeMaps(DEFAULT_TYPE_MAP, { DISEASE: ['T191'] });
  expect(typesOfLabel(map, 'Disease')).toEqual(['T191']);
  expect(typesOfLabel(map, 'chemical')).toEqual(typesOfLabel(DEFAULT_TYPE_MAP, 'Chemical'));
});
