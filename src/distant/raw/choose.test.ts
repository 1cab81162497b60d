import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Sentence } from '../../corpus/sentence.js';
import { chooseSentences } from './choose.js';

const sentence = (text: string): Sentence => ({
  ...{ id: text, text, tokens: [], spans: [] },
  origin: { kind: 'gold', file: 'raw.txt', line: 1 },
});

async function chosen(blocks: readonly (readonly string[])[], count: number, most = 1e9): Promise<string[]> {
  async function* opened() {
    for (const block of blocks) yield block.map(sentence);
  }
  return (await chooseSentences(opened(), { count, most })).map(({ text }) => text);
}

test('no text twice, never too many, the same in any order and blocks; fewer are the beginning of more', async () => {
  const texts = fc.array(fc.string({ maxLength: 3 }), { maxLength: 40 });
  await fc.assert(
    fc.asyncProperty(texts, fc.nat(20), fc.integer({ min: 1, max: 9 }), async (all, count, size) => {
      const whole = await chosen([all], 1000);
      expect(whole.toSorted()).toEqual([...new Set(all)].sort());
      const blocks = [];
      for (let from = 0; from < all.length; from += size) blocks.push(all.slice(from, from + size).reverse());
      expect(await chosen(blocks.reverse(), count)).toEqual(whole.slice(0, count));
    }),
  );
});

test('they are spread over the text, and none lies behind what is surveyed', async () => {
  const blocks = Array.from({ length: 100 }, (_, block) =>
    Array.from({ length: 100 }, (_, at) => `${block * 100 + at}`),
  );
  const drawn = (await chosen(blocks, 400)).map(Number);
  const quarters = [0, 1, 2, 3].map(
    (quarter) => drawn.filter((at) => Math.floor(at / 2500) === quarter).length,
  );
  // Four standard deviations of a fair draw about 100.
  expect(Math.min(...quarters)).toBeGreaterThan(65);
  expect(Math.max(...quarters)).toBeLessThan(135);
  expect((await chosen(blocks, 400, 1000)).map(Number).every((at) => at < 1000)).toBe(true);
});
