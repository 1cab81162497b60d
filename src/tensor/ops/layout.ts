import { broadcast, type Dim, isConcrete, type Shape, sameShape, shapeError, sizeOf } from '../shape.js';
import { apply, integers, type Tensor } from '../tensor.js';

/**
 * The same values under another shape. Sizes known only at run time may stay in their place;
 * at most one may move or vanish into a product.
 */
export function reshape(x: Tensor, shape: Shape): Tensor {
  if (sameShape(x.shape, shape)) return x;
  if (isConcrete(x.shape) && isConcrete(shape) && sizeOf(x.shape) !== sizeOf(shape)) {
    throw shapeError('reshape', x.shape, shape);
  }
  const target = shape.map((dim, axis) => (typeof dim === 'number' ? dim : sameDim(x.shape, axis, dim)));
  if (target.filter((dim) => dim === -1).length > 1) throw shapeError('reshape', x.shape, shape);
  return apply('Reshape', [x, integers(target)], { shape, gradients: [(dy) => reshape(dy, x.shape)] });
}

/** Axes in the order `order`. */
export function transpose(x: Tensor, order: readonly number[]): Tensor {
  const isOrder = order.length === x.shape.length && x.shape.every((_, axis) => order.includes(axis));
  if (!isOrder) throw shapeError(`transpose to ${order}`, x.shape);
  const inverse = order.map((_, axis) => order.indexOf(axis));
  return apply('Transpose', [x], {
    shape: order.map((axis) => x.shape[axis] as Dim),
    attributes: { perm: order },
    gradients: [(dy) => transpose(dy, inverse)],
  });
}

/** Exchanges the last two axes. */
export function swapLast(x: Tensor): Tensor {
  const rank = x.shape.length;
  return transpose(x, [...Array(rank - 2).keys(), rank - 1, rank - 2]);
}

/** Repeats axes of size 1 until the shape is `shape`. */
export function expand(x: Tensor, shape: Shape): Tensor {
  if (sameShape(x.shape, shape)) return x;
  if (!isConcrete(shape) || !sameShape(broadcast(x.shape, shape), shape))
    throw shapeError('expand', x.shape, shape);
  return apply('Expand', [x, integers(shape)], { shape, gradients: [undefined] });
}

/** Tensors side by side along the last axis. */
export function concatLast(parts: readonly Tensor[]): Tensor {
  const shapes = parts.map((part) => part.shape);
  const lead = shapes[0]?.slice(0, -1) ?? [];
  if (shapes.some((shape) => !sameShape(shape.slice(0, -1), lead))) throw shapeError('concatLast', ...shapes);
  const widths = shapes.map((shape) => shape.at(-1) as number);
  const ends = widths.map((_, at) => widths.slice(0, at + 1).reduce((a, b) => a + b, 0));
  return apply('Concat', parts, {
    shape: [...lead, ends.at(-1) ?? 0],
    attributes: { axis: -1 },
    gradients: parts.map(
      (_, at) => (dy) => sliceLast(dy, (ends[at] ?? 0) - (widths[at] ?? 0), ends[at] ?? 0),
    ),
  });
}

/** Columns `start` to `end` (exclusive) of the last axis. No gradient. */
export function sliceLast(x: Tensor, start: number, end: number): Tensor {
  return apply('Slice', [x, integers([start]), integers([end]), integers([-1])], {
    shape: [...x.shape.slice(0, -1), end - start],
  });
}

/** ONNX's notation: 0 keeps the size at this place, -1 is what is left over. */
function sameDim(before: Shape, axis: number, dim: string): number {
  return before[axis] === dim ? 0 : -1;
}
