import fc from 'fast-check';
import { expect, it } from 'vitest';
import { random } from './random.js';

it('gives the same draws for the same seed and path, other draws for another', () => {
  const draws = (seed: number, ...path: string[]): number[] => {
    const generator = random(seed, ...path);
    return Array.from({ length: 8 }, () => generator.int(1_000_000));
  };
  expect(draws(1, 'a')).toEqual(draws(1, 'a'));
  expect(draws(1, 'a')).not.toEqual(draws(2, 'a'));
  expect(draws(1, 'a')).not.toEqual(draws(1, 'b'));
  expect(draws(1, 'a', 'b')).not.toEqual(draws(1, 'ab'));
});

it('keeps its first draws from version to version', () => {
  const generator = random(1, 'golden');
  expect(Array.from({ length: 5 }, () => generator.int(100))).toMatchInlineSnapshot(`
    [
      51,
      49,
      63,
      72,
      51,
    ]
  `);
});

it('samples different items of the list, a shuffle all of them', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.integer()), fc.nat(20), fc.nat(), (items, count, seed) => {
      const sample = random(seed).sample(items, count);
      expect(new Set(sample).size).toBe(Math.min(count, items.length));
      expect(sample.every((item) => items.includes(item))).toBe(true);
      expect(random(seed).shuffle(items).toSorted()).toEqual(items.toSorted());
    }),
  );
});

it('draws evenly, and normally where asked', () => {
  const generator = random(1, 'even');
  const counts = [0, 0, 0, 0, 0];
  for (let at = 0; at < 10_000; at++) {
    const drawn = generator.int(5);
    counts[drawn] = (counts[drawn] ?? 0) + 1;
  }
  for (const count of counts) expect(Math.abs(count - 2000)).toBeLessThan(250);
  const normals = Array.from({ length: 20_000 }, () => generator.normal());
  const mean = normals.reduce((sum, x) => sum + x, 0) / normals.length;
  const variance = normals.reduce((sum, x) => sum + (x - mean) ** 2, 0) / normals.length;
  expect(Math.abs(mean)).toBeLessThan(0.03);
  expect(Math.abs(variance - 1)).toBeLessThan(0.05);
});
