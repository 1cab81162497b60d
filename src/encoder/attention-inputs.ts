import { mul, sub } from '../tensor/ops/arithmetic.js';
import { rangeAlong, toFloat, unsqueeze } from '../tensor/ops/gather.js';
import type { Dim } from '../tensor/shape.js';
import { constant, scalar, type Tensor } from '../tensor/tensor.js';
import type { Ids } from '../tensor/train/scope.js';
import type { EncoderInput } from './encoder.js';

/** 1 at each piece, 0 where a window is padded. */
export const ATTENTION_MASK: EncoderInput = { name: 'attention_mask', type: 'int64', width: 1 };

/** 0 where the mask (batch×length) is 1, very negative elsewhere; batch×1×1×length. */
export function attentionBias(mask: Tensor): Tensor {
  return mul(sub(toFloat(unsqueeze(mask, [1, 2])), scalar(1)), scalar(1e9));
}

/** The same row for every piece. */
export function oneRow(name: string): Ids {
  const fixed = BigInt64Array.of(0n);
  return { name, shape: [1], fixed, tensor: constant(fixed, [1]) };
}

/**
 * Row numbers `first`, `first` + 1, … along the length of `mask` (batch×length). Where padding
 * reaches beyond the table's `rows`, it has the last.
 */
export function positionIds(mask: Tensor, first = 0, rows = Number.POSITIVE_INFINITY): Ids {
  const length = mask.shape[1] as Dim;
  const base = { name: 'position_ids', shape: [length] };
  if (typeof length === 'string') return { ...base, tensor: rangeAlong(mask, 1, first) };
  const row = (position: number): bigint => BigInt(Math.min(first + position, rows - 1));
  return { ...base, fixed: BigInt64Array.from({ length }, (_, position) => row(position)) };
}

/** The row numbers that an input holds. */
export function idsOf(inputs: Readonly<Record<string, Tensor>>, name: string): Ids {
  const tensor = inputs[name] as Tensor;
  return { name, shape: tensor.shape, tensor };
}
