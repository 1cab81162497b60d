import { broadcastAxes, type Shape, shapeError } from '../shape.js';
import { apply, integers, type Tensor } from '../tensor.js';
import { expandLike, reshape } from './layout.js';

/** Sum over `axes`, which stay as 1. */
export function reduceSum(x: Tensor, axes: readonly number[]): Tensor {
  if (axes.some((axis) => x.shape[axis] === undefined)) throw shapeError(`reduceSum over ${axes}`, x.shape);
  // ONNX takes an empty list of axes for all axes.
  if (axes.length === 0) return x;
  return apply('ReduceSum', [x, integers(axes)], {
    shape: x.shape.map((dim, axis) => (axes.includes(axis) ? 1 : dim)),
    attributes: { keepdims: 1 },
    gradients: [(dy) => expandLike(dy, x)],
  });
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
