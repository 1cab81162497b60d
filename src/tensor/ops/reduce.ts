import { broadcastAxes, type Shape } from '../shape.js';
import { apply, integers, type Tensor } from '../tensor.js';
import { expand, reshape } from './layout.js';

/** Sum over `axes`, which stay as 1. */
export function reduceSum(x: Tensor, axes: readonly number[]): Tensor {
  return reduce('ReduceSum', x, axes, (dy) => expand(dy, x.shape));
}

/** Largest value along `axes`, which stay as 1. No gradient. */
export function reduceMax(x: Tensor, axes: readonly number[]): Tensor {
  return reduce('ReduceMax', x, axes, undefined);
}

/** Sum of all elements, as a scalar. */
export function sumAll(x: Tensor): Tensor {
  return reshape(reduceSum(x, [...x.shape.keys()]), []);
}

/** Undoes a broadcast: sums a gradient down to the shape of the operand it belongs to. */
export function sumTo(x: Tensor, shape: Shape): Tensor {
  const axes = broadcastAxes(x.shape, shape);
  return axes.length === 0 ? x : reshape(reduceSum(x, axes), shape);
}

function reduce(
  op: string,
  x: Tensor,
  axes: readonly number[],
  rule: ((dy: Tensor) => Tensor) | undefined,
): Tensor {
  return apply(op, [x, integers(axes)], {
    shape: x.shape.map((dim, axis) => (axes.includes(axis) ? 1 : dim)),
    attributes: { keepdims: 1 },
    gradients: [rule],
  });
}
