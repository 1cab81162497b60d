import { expect, test } from 'vitest';
import { clipScale, globalNorm } from './clip.js';
import { sumRows } from './row-gradients.js';
import { linearSchedule } from './schedule.js';

test('the learning rate rises over the warm-up and falls to 0 at the end', () => {
  const factors = [0, 1, 2, 3, 4, 5, 6].map((step) => linearSchedule(step, 6, 2));
  expect(factors).toEqual([0, 0.5, 1, 0.75, 0.5, 0.25, 0]);
  expect(linearSchedule(0, 4, 0)).toBe(1);
});

test('gradients are clipped by the norm of all of them together', () => {
  const rows = new Map([['table', { rows: [4], data: Float32Array.of(4, 0) }]]);
  const norm = globalNorm({ dense: new Map([['w', Float32Array.of(0, 2, 0, 0, 2, -1)]]), rows });
  expect(norm).toBe(5);
  expect(clipScale(norm, 1)).toBeCloseTo(0.2, 6);
  expect(clipScale(0.5, 1)).toBe(1);
});

test('the gradients of a row looked up more than once are summed', () => {
  const found = sumRows(BigInt64Array.of(7n, 2n, 7n), Float32Array.of(1, 2, 3, 4, 5, 6), 2);
  expect(found.rows).toEqual([7, 2]);
  expect([...found.data]).toEqual([6, 8, 3, 4]);
});
