import { mul, sub } from '../tensor/ops/arithmetic.js';
import { rangeAlong, toFloat, unsqueeze } from '../tensor/ops/gather.js';
import type { Dim } from '../tensor/shape.js';
import { scalar, type Tensor } from '../tensor/tensor.js';
import type { Ids } from '../tensor/train/scope.js';

/** 0 where the mask (batch×length) is 1, very negative elsewhere; batch×1×1×length. */
export function attentionBias(mask: Tensor): Tensor {
  return mul(sub(toFloat(unsqueeze(mask, [1, 2])), scalar(1)), scalar(1e9));
}

/** Row numbers 0, 1, … along the length of `mask` (batch×length). */
export function positionIds(mask: Tensor): Ids {
  const length = mask.shape[1] as Dim;
  const base = { name: 'position_ids', shape: [length] };
  if (typeof length === 'string') return { ...base, tensor: rangeAlong(mask, 1) };
  return { ...base, fixed: BigInt64Array.from({ length }, (_, position) => BigInt(position)) };
}

/** The row numbers that an input holds. */
export function idsOf(inputs: Readonly<Record<string, Tensor>>, name: string): Ids {
  const tensor = inputs[name] as Tensor;
  return { name, shape: tensor.shape, tensor };
}
