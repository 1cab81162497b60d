import fc from 'fast-check';
import { expect, it } from 'vitest';
import { sentenceOf } from '../../test/support/sentences.js';
import { foldsFor, foldsOf } from './folds.js';

const TEXTS = ['no mention', 'a fever/A', 'an aspirin/B', 'a fever/A and an aspirin/B'];
const few = fc
  .array(fc.constantFrom(...TEXTS), { minLength: 2, maxLength: 30 })
  .map((texts) => texts.map((text, at) => ({ ...sentenceOf(text), id: `${at}` })));

const sizes = (values: readonly number[], folds: number): number[] =>
  Array.from({ length: folds }, (_, fold) => values.filter((value) => value === fold).length);

it('cuts into folds whose sizes differ by one at most, of every kind of sentence alike, by the seed alone', () => {
  fc.assert(
    fc.property(few, fc.integer({ min: 2, max: 6 }), fc.nat(99), (sentences, folds, seed) => {
      const found = foldsOf(sentences, folds, seed);
      expect(foldsOf(sentences, folds, seed)).toEqual(found);
      expect(found.every((fold) => Number.isInteger(fold) && fold >= 0 && fold < folds)).toBe(true);
      const isEven = (own: readonly number[]): boolean => Math.max(...own) - Math.min(...own) <= 1;
      expect(isEven(sizes(found, folds))).toBe(true);
      for (const labels of ['', 'A', 'B', 'A B']) {
        const own = found.filter((_, at) => {
          const spans = sentences[at]?.spans ?? [];
          return [...new Set(spans.map(({ label }) => label))].sort().join(' ') === labels;
        });
        expect(isEven(sizes(own, folds))).toBe(true);
      }
      const withMentions = found.filter((_, at) => (sentences[at]?.spans.length ?? 0) > 0);
      expect(isEven(sizes(withMentions, folds))).toBe(true);
    }),
  );
});

it('cuts otherwise under another seed', () => {
  const sentences = Array.from({ length: 20 }, (_, at) => ({ ...sentenceOf('a fever/A'), id: `${at}` }));
  expect(foldsOf(sentences, 5, 1)).not.toEqual(foldsOf(sentences, 5, 2));
});

it('has as many folds as shots, from two to five', () => {
  expect([1, 2, 3, 5, 50].map(foldsFor)).toEqual([2, 2, 3, 5, 5]);
});
