import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Encoder } from '../../encoder/encoder.js';
import { ANY_TAG } from '../crf/loss.js';
import { bucketLength, drawBatches, targetFeed, windowFeeds } from './batches.js';
import type { Example } from './examples.js';

const example = (length: number): Example => ({
  sentence: 'any',
  window: { length, columns: {}, words: [] },
  tags: [],
});

const drawn = fc.record({
  examples: fc.array(fc.integer({ min: 3, max: 60 }).map(example), { minLength: 1, maxLength: 60 }),
  size: fc.integer({ min: 1, max: 9 }),
  steps: fc.integer({ min: 0, max: 40 }),
  seed: fc.nat(),
});

describe('the batches of any examples', () => {
  test('are as many and as large as asked for', () => {
    fc.assert(
      fc.property(drawn, ({ examples, size, steps, seed }) => {
        const sizes = drawBatches(examples, size, steps, seed).map((batch) => batch.length);
        expect(sizes).toEqual(Array(steps).fill(size));
      }),
    );
  });

  test('show each example as often as every other, give or take one', () => {
    fc.assert(
      fc.property(drawn, ({ examples, size, steps, seed }) => {
        const shown = drawBatches(examples, size, steps, seed).flat();
        const counts = examples.map((each) => shown.filter((other) => other === each).length);
        expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
      }),
    );
  });

  test('are decided by the seed', () => {
    fc.assert(
      fc.property(drawn, ({ examples, size, steps, seed }) => {
        const numbers = (which: number): number[] =>
          drawBatches(examples, size, steps, which).flatMap((batch) =>
            batch.map((each) => examples.indexOf(each)),
          );
        expect(numbers(seed)).toEqual(numbers(seed));
      }),
    );
  });
});

test('another seed gives another order', () => {
  const examples = Array.from({ length: 30 }, (_, at) => example(at + 3));
  expect(drawBatches(examples, 5, 6, 1)).not.toEqual(drawBatches(examples, 5, 6, 2));
});

test('examples of similar length come together', () => {
  const examples = Array.from({ length: 64 }, (_, at) => example(at + 3));
  const spreads = drawBatches(examples, 4, 16, 1).map((batch) => {
    const lengths = batch.map(({ window }) => window.length);
    return Math.max(...lengths) - Math.min(...lengths);
  });
  expect(spreads).toEqual(Array(16).fill(3));
});

test.each([
  [8, 8],
  [32, 8],
  [64, 4],
])('%i examples in batches of %i hold no example twice, however many epochs', (count, size) => {
  const examples = Array.from({ length: count }, (_, at) => example(at + 3));
  const distinct = drawBatches(examples, size, 200, 1).map((batch) => new Set(batch).size);
  expect(distinct).toEqual(Array(200).fill(size));
});

test('only a batch over the end of an epoch may hold an example twice', () => {
  const examples = Array.from({ length: 10 }, (_, at) => example(at + 3));
  const batches = drawBatches(examples, 4, 100, 1);
  expect(batches.filter((batch) => new Set(batch).size < 4).length).toBeLessThanOrEqual(20);
});

test('as many examples as raw text has are no more than it can hold', () => {
  const examples = Array<Example>(150_000).fill(example(3));
  expect(drawBatches(examples, 8, 2, 1).map((batch) => batch.length)).toEqual([8, 8]);
});

test('no examples, no batches', () => {
  expect(drawBatches([], 4, 3, 1)).toEqual([]);
});

test.each([
  [1, 8],
  [8, 8],
  [9, 16],
  [64, 64],
  [65, 80],
  [128, 128],
  [129, 160],
  [512, 512],
])('a batch of length %d is padded to %d', (length, bucket) => {
  expect(bucketLength(length)).toBe(bucket);
});

test('windows are padded with zeros, piece by piece', () => {
  const encoder: Pick<Encoder, 'inputs'> = {
    inputs: [
      { name: 'ids', type: 'int64', width: 1 },
      { name: 'vectors', type: 'float32', width: 2 },
    ],
  };
  const windows = [
    { length: 2, columns: { ids: [5, 6], vectors: [1, 2, 3, 4] }, words: [] },
    { length: 1, columns: { ids: [7], vectors: [8, 9] }, words: [] },
  ];
  expect(windowFeeds(encoder, windows, 3)).toEqual({
    ids: { shape: [2, 3], data: BigInt64Array.of(5n, 6n, 0n, 7n, 0n, 0n) },
    vectors: { shape: [2, 3, 2], data: Float32Array.of(1, 2, 3, 4, 0, 0, 8, 9, 0, 0, 0, 0) },
  });
});

test('the target weighs every labelled word alike, those of unknown tags not at all', () => {
  const of = (pieces: readonly number[], tags: readonly number[]): Example => ({
    sentence: 'any',
    window: { length: 3, columns: {}, words: pieces.map((piece, word) => ({ word, piece })) },
    tags,
  });
  const target = targetFeed([of([1, 2], [2, ANY_TAG]), of([0, 2], [0, 1])], 3, 3);
  const third = Math.fround(1 / 3);
  const rows = [
    [0, 0, 0],
    [0, 0, third],
    [0, 0, 0],
    [third, 0, 0],
    [0, 0, 0],
    [0, third, 0],
  ];
  expect(target).toEqual({ shape: [6, 3], data: Float32Array.from(rows.flat()) });
});
