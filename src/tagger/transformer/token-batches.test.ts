import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bucketLength } from './batches.js';
import type { Example } from './examples.js';
import { drawTokenBatches, tokenEpoch } from './token-batches.js';

const drawn = fc.record({
  examples: fc.array(
    fc.integer({ min: 3, max: 150 }).map(
      (length): Example => ({
        sentence: 'any',
        window: { length, columns: {}, words: [] },
        tags: [],
      }),
    ),
    { minLength: 1, maxLength: 60 },
  ),
  tokens: fc.integer({ min: 8, max: 512 }),
  seed: fc.nat(),
});

const paddedLength = ({ window }: Example): number => bucketLength(window.length);

test('an epoch shows each example once', () => {
  fc.assert(
    fc.property(drawn, fc.nat(5), ({ examples, tokens, seed }, epoch) => {
      const shown = tokenEpoch(examples, tokens, seed, epoch).flat();
      expect(shown).toHaveLength(examples.length);
      expect(new Set(shown)).toEqual(new Set(examples));
    }),
  );
});

test('a batch is of one padded length, within its tokens unless one example alone is longer, and as full as can be', () => {
  fc.assert(
    fc.property(drawn, ({ examples, tokens, seed }) => {
      const batches = tokenEpoch(examples, tokens, seed, 0);
      for (const batch of batches) {
        const lengths = new Set(batch.map(paddedLength));
        expect(lengths.size).toBe(1);
        const [length = 0] = lengths;
        if (batch.length > 1) expect(batch.length * length).toBeLessThanOrEqual(tokens);
        const unfilled = batches.filter(
          (other) => paddedLength(other[0] as Example) === length && (other.length + 1) * length <= tokens,
        );
        expect(unfilled.length).toBeLessThanOrEqual(1);
      }
    }),
  );
});

test('the seed decides the batches, and there are as many as asked for', () => {
  fc.assert(
    fc.property(drawn, fc.integer({ min: 0, max: 80 }), ({ examples, tokens, seed }, count) => {
      const batches = drawTokenBatches(examples, tokens, count, seed);
      expect(batches).toHaveLength(count);
      const again = drawTokenBatches(examples, tokens, count, seed);
      expect(again.flat().map((each) => examples.indexOf(each))).toEqual(
        batches.flat().map((each) => examples.indexOf(each)),
      );
    }),
  );
});

test('another seed gives another order; no examples, no batches', () => {
  const examples = Array.from(
    { length: 40 },
    (_, at): Example => ({
      sentence: `${at}`,
      window: { length: 5, columns: {}, words: [] },
      tags: [],
    }),
  );
  const order = (seed: number): string[] =>
    drawTokenBatches(examples, 32, 8, seed)
      .flat()
      .map(({ sentence }) => sentence);
  expect(order(1)).not.toEqual(order(2));
  expect(drawTokenBatches([], 32, 8, 1)).toEqual([]);
});
