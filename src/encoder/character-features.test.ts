import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  CASING_CLASSES,
  casingClass,
  NGRAM_BUCKETS,
  NGRAMS_PER_WORD,
  ngramBuckets,
} from './character-features.js';

test('any word has buckets and a class in range, none of them that of padding', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 }), (word) => {
      const buckets = ngramBuckets(word);
      expect(buckets.length).toBeGreaterThan(0);
      expect(buckets.length).toBeLessThanOrEqual(NGRAMS_PER_WORD);
      expect(buckets.every((bucket) => bucket > 0 && bucket < NGRAM_BUCKETS)).toBe(true);
      expect(casingClass(word)).toBeGreaterThan(0);
      expect(casingClass(word)).toBeLessThan(CASING_CLASSES);
    }),
  );
});

test.each([
  ['fever', 'rash', true],
  ['Aspirin', 'Ärzte', true],
  ['DNA', 'TNF', true],
  ['p53', 'IL6', true],
  ['12', '7', true],
  [';', '…', true],
  ['fever', 'Fever', false],
  ['TNF-α', 'DNA', false],
])('%s and %s are written alike: %s', (a, b, alike) => {
  expect(casingClass(a) === casingClass(b)).toBe(alike);
});

test('words with the same ending share buckets, whatever their case', () => {
  const shared = (a: string, b: string): number =>
    ngramBuckets(a).filter((bucket) => ngramBuckets(b).includes(bucket)).length;
  expect(ngramBuckets('Arthritis')).toEqual(ngramBuckets('arthritis'));
  expect(shared('arthritis', 'dermatitis')).toBeGreaterThan(shared('arthritis', 'anaemia'));
});
