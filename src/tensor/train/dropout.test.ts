import { expect, test } from 'vitest';
import { DropoutMasks } from './dropout.js';

const SIZE = 200_001;

function mask(rate: number, seed: number): Float32Array {
  const [values] = new DropoutMasks().draw([{ size: SIZE, rate, seed }]);
  return values as Float32Array;
}

test.each([0.01, 0.1, 0.3, 0.5, 0.9])('at rate %d that share is dropped, the rest is scaled up', (rate) => {
  const values = mask(rate, 7);
  const dropped = values.filter((value) => value === 0).length;
  const kept = Math.fround(1 / (1 - rate));
  const deviation = Math.sqrt((rate * (1 - rate)) / SIZE);
  expect(Math.abs(dropped / SIZE - rate)).toBeLessThan(4.5 * deviation + 1 / 65536);
  expect(values.every((value) => value === 0 || value === kept)).toBe(true);
});

test('neighbours, and values far apart, are dropped independently', () => {
  const values = mask(0.5, 3);
  for (const distance of [1, 2, 3, 64, 384]) {
    let both = 0;
    for (let at = distance; at < SIZE; at++) both += Number(values[at] === 0 && values[at - distance] === 0);
    expect(both / (SIZE - distance)).toBeCloseTo(0.25, 2);
  }
});

test('the seed alone decides a mask', () => {
  const again = mask(0.3, 5);
  const other = mask(0.3, 6);
  expect(mask(0.3, 5).every((value, at) => value === again[at])).toBe(true);
  const agreeing = mask(0.3, 5).filter((value, at) => (value === 0) === (other[at] === 0)).length;
  expect(agreeing / SIZE).toBeCloseTo(0.3 ** 2 + 0.7 ** 2, 2);
});

test('masks that do not fit one heap stand on several, and are those that they are alone', () => {
  const masks = new DropoutMasks();
  const wanted = [1, 2, 3].map((seed) => ({ size: 40 * 2 ** 20, rate: 0.5, seed }));
  const drawn = masks.draw(wanted);
  expect(new Set(drawn.map(({ buffer }) => buffer)).size).toBe(3);
  drawn.forEach((found, at) => {
    const [alone] = new DropoutMasks().draw([wanted[at] as (typeof wanted)[number]]);
    expect(found.subarray(0, 1000)).toEqual(alone?.subarray(0, 1000));
    expect(found.subarray(-1000)).toEqual(alone?.subarray(-1000));
  });
  const [small] = masks.draw([{ size: 3, rate: 0.5, seed: 1 }]);
  expect(small).toEqual(drawn[0]?.slice(0, 3));
});
