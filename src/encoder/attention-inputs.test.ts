import { expect, test } from 'vitest';
import { input } from '../tensor/tensor.js';
import { positionIds } from './attention-inputs.js';

const mask = input('attention_mask', [2, 5], 'int64');

test('positions are counted from the first row of the family', () => {
  expect(positionIds(mask).fixed?.({})).toEqual(BigInt64Array.of(0n, 1n, 2n, 3n, 4n));
  expect(positionIds(mask, 2).fixed?.({})).toEqual(BigInt64Array.of(2n, 3n, 4n, 5n, 6n));
});

test('padding beyond the table has its last row', () => {
  expect(positionIds(mask, 2, 6).fixed?.({})).toEqual(BigInt64Array.of(2n, 3n, 4n, 5n, 5n));
});
