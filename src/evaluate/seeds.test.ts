import fc from 'fast-check';
import { expect, test } from 'vitest';
import { summariseSeeds } from './seeds.js';

const values = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 10 });

test('mean, deviation and range of textbook values', () => {
  const { mean, deviation, min, max } = summariseSeeds([2, 4, 4, 4, 5, 5, 7, 9]);
  expect([mean, min, max]).toEqual([5, 2, 9]);
  expect(deviation).toBeCloseTo(Math.sqrt(32 / 7), 12);
});

test('one run has no deviation, none have no summary', () => {
  expect(summariseSeeds([0.5])).toEqual({ mean: 0.5, deviation: null, min: 0.5, max: 0.5, values: [0.5] });
  expect(() => summariseSeeds([])).toThrow(/no runs/);
});

test('the mean lies in the range; a shift moves it and leaves the deviation', () => {
  fc.assert(
    fc.property(values, (all) => {
      const summary = summariseSeeds(all);
      expect(summary.mean).toBeGreaterThanOrEqual(summary.min - 1e-12);
      expect(summary.mean).toBeLessThanOrEqual(summary.max + 1e-12);
      const shifted = summariseSeeds(all.map((value) => value + 1));
      expect(shifted.mean).toBeCloseTo(summary.mean + 1, 10);
      expect(shifted.deviation ?? 0).toBeCloseTo(summary.deviation ?? 0, 6);
    }),
  );
});

test('the deviation is that of the differences between all pairs of runs', () => {
  fc.assert(
    fc.property(values, (all) => {
      const pairs = all.flatMap((one) => all.map((other) => (one - other) ** 2));
      const total = pairs.reduce((sum, square) => sum + square, 0);
      const expected = all.length < 2 ? null : total / (2 * all.length * (all.length - 1));
      const { deviation } = summariseSeeds(all);
      if (expected === null) expect(deviation).toBeNull();
      else expect((deviation ?? Number.NaN) ** 2).toBeCloseTo(expected, 10);
    }),
  );
});
