import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type WordWindow, wordWindows } from './windows.js';

const sentence = fc.integer({ min: 1, max: 40 }).chain((limit) =>
  fc.record({
    limit: fc.constant(limit),
    overlap: fc.nat(limit - 1),
    counts: fc.array(fc.integer({ min: 1, max: limit }), { maxLength: 120 }),
  }),
);

const pieces = (counts: readonly number[], { first, end }: WordWindow): number =>
  counts.slice(first, end).reduce((sum, count) => sum + count, 0);

describe('the windows of any sentence', () => {
  test('label every word exactly once, in order', () => {
    fc.assert(
      fc.property(sentence, ({ counts, limit, overlap }) => {
        const labelled = wordWindows(counts, limit, overlap).flatMap(({ from, to }) =>
          Array.from({ length: to - from }, (_, at) => from + at),
        );
        expect(labelled).toEqual([...counts.keys()]);
      }),
    );
  });

  test('show the words they label, in at most the limit of pieces', () => {
    fc.assert(
      fc.property(sentence, ({ counts, limit, overlap }) => {
        for (const window of wordWindows(counts, limit, overlap)) {
          expect(pieces(counts, window)).toBeLessThanOrEqual(limit);
          expect(window.first).toBeLessThanOrEqual(window.from);
          expect(window.to).toBeLessThanOrEqual(window.end);
        }
      }),
    );
  });

  test('share at most the overlap', () => {
    fc.assert(
      fc.property(sentence, ({ counts, limit, overlap }) => {
        const windows = wordWindows(counts, limit, overlap);
        windows.slice(1).forEach((window, at) => {
          const shared = { ...window, end: windows[at]?.end ?? 0 };
          expect(pieces(counts, shared)).toBeLessThanOrEqual(overlap);
        });
      }),
    );
  });
});

test.each([
  { what: 'a sentence that fits', counts: [2, 3, 1], limit: 6, overlap: 2, windows: [[0, 3, 0, 3]] },
  { what: 'no words', counts: [], limit: 6, overlap: 2, windows: [] },
  {
    what: 'an overlap of four words, half for each window',
    counts: [1, 1, 1, 1, 1, 1, 1, 1, 1, 1],
    limit: 7,
    overlap: 4,
    windows: [
      [0, 7, 0, 5],
      [3, 10, 5, 10],
    ],
  },
  {
    what: 'a word as long as a window',
    counts: [1, 6, 1],
    limit: 6,
    overlap: 2,
    windows: [
      [0, 1, 0, 1],
      [1, 2, 1, 2],
      [2, 3, 2, 3],
    ],
  },
])('$what', ({ counts, limit, overlap, windows }) => {
  const found = wordWindows(counts, limit, overlap).map(({ first, end, from, to }) => [first, end, from, to]);
  expect(found).toEqual(windows);
});
