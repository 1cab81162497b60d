import fc from 'fast-check';
import { expect, test } from 'vitest';
import { boundedCounts } from './bounded-counts.js';

const keys = fc.array(fc.constantFrom(...'abcdefghijklmnop'), { maxLength: 300 });

test('counts are too low by `lost` at most, never too high, and there are never more than the limit', () => {
  fc.assert(
    fc.property(keys, fc.integer({ min: 2, max: 12 }), (all, limit) => {
      const counts = boundedCounts(limit);
      for (const key of all) {
        counts.add(key);
        expect(counts.size).toBeLessThanOrEqual(limit);
      }
      for (const key of new Set(all)) {
        const truth = all.filter((one) => one === key).length;
        expect(counts.get(key)).toBeLessThanOrEqual(truth);
        expect(counts.get(key)).toBeGreaterThanOrEqual(truth - counts.lost);
      }
    }),
  );
});

test('what is frequent stays', () => {
  const counts = boundedCounts(100);
  for (let at = 0; at < 10_000; at++) {
    counts.add(`rare ${at}`);
    if (at % 4 === 0) counts.add('frequent');
  }
  expect(counts.get('frequent')).toBeGreaterThan(2000);
});
