import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type TagSet, tagSet } from './tag-set.js';
import { bestTags } from './viterbi.js';

const SET = tagSet(['CELL', 'DRUG']);
const COUNT = SET.tags.length;

/** Scores as multiples of 1/8, whose sums are exact. */
const scores = fc
  .nat(4)
  .chain((words) =>
    fc.array(fc.integer({ min: -60, max: 0 }), { minLength: words * COUNT, maxLength: words * COUNT }),
  )
  .map((eighths) => Float32Array.from(eighths, (value) => value / 8));

function* sequences(words: number): Generator<number[]> {
  if (words === 0) return yield [];
  for (const start of sequences(words - 1)) for (const tag of SET.tags.keys()) yield [...start, tag];
}

const isAllowed = (tags: readonly number[], { mayFollow }: TagSet): boolean =>
  tags.every((tag, at) => mayFollow(tags[at - 1], tag));

const total = (values: Float32Array, tags: readonly number[]): number =>
  tags.reduce((sum, tag, word) => sum + (values[word * COUNT + tag] ?? 0), 0);

test('the sequence found is allowed, and no allowed sequence is better', () => {
  fc.assert(
    fc.property(scores, (values) => {
      const words = values.length / COUNT;
      const found = bestTags(values, words, SET);
      const best = Math.max(
        ...[...sequences(words)].filter((tags) => isAllowed(tags, SET)).map((tags) => total(values, tags)),
      );
      expect(isAllowed(found, SET)).toBe(true);
      expect(found).toHaveLength(words);
      expect(total(values, found)).toBe(best);
    }),
    { numRuns: 60 },
  );
});

test.each([
  [undefined, 'O', true],
  [undefined, 'B-CELL', true],
  [undefined, 'I-CELL', false],
  ['O', 'I-CELL', false],
  ['O', 'B-DRUG', true],
  ['B-CELL', 'I-CELL', true],
  ['I-CELL', 'I-CELL', true],
  ['B-CELL', 'B-CELL', true],
  ['B-CELL', 'I-DRUG', false],
  ['I-CELL', 'I-DRUG', false],
  ['I-CELL', 'O', true],
])('after %s, %s: %s', (before, tag, allowed) => {
  const previous = before === undefined ? undefined : SET.indexOf(before);
  expect(SET.mayFollow(previous, SET.indexOf(tag))).toBe(allowed);
});
