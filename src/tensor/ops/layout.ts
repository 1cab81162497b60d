import { broadcast, type Dim, isConcrete, type Shape, sameShape, shapeError, sizeOf } from '../shape.js';
import { apply, integers, type Tensor } from '../tensor.js';

/**
 * The same values under another shape. Sizes known only at run time may stay in their place, and one may move or
 * vanish into a product; where there are more, `like` has them: it agrees with `shape` but for the last axis.
 */
export function reshape(x: Tensor, shape: Shape, like?: Tensor): Tensor {
  if (sameShape(x.shape, shape)) return x;
  if (isConcrete(x.shape) && isConcrete(shape) && sizeOf(x.shape) !== sizeOf(shape)) {
    throw shapeError('reshape', x.shape, shape);
  }
  const target = shape.map((dim, axis) => (typeof dim === 'number' ? dim : sameDim(x.shape, axis, dim)));
  const isClear = target.filter((dim) => dim === -1).length <= 1;
  if (!isClear && !sameShape(like?.shape.slice(0, -1) ?? [], shape.slice(0, -1)))
    throw shapeError('reshape', x.shape, shape);
  return apply(
    'Reshape',
    [x, isClear ? integers(target) : sizesLike(like as Tensor, shape.at(-1) as number)],
    {
      shape,
      gradients: [(dy) => reshape(dy, x.shape, x)],
    },
  );
}

/** The sizes of a tensor, as a run finds them. */
export function sizesOf(x: Tensor): Tensor {
  return apply('Shape', [x], { shape: [x.shape.length], type: 'int64' });
}

function sizesLike(x: Tensor, last: number): Tensor {
  const rank = x.shape.length;
  const lead = apply('Slice', [sizesOf(x), integers([0]), integers([rank - 1])], {
    shape: [rank - 1],
    type: 'int64',
  });
  return apply('Concat', [lead, integers([last])], { shape: [rank], type: 'int64', attributes: { axis: 0 } });
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

/** Repeats axes of size 1 until the shape is that of `like`. */
export function expandLike(x: Tensor, like: Tensor): Tensor {
  const { shape } = like;
  if (sameShape(x.shape, shape)) return x;
  if (!sameShape(broadcast(x.shape, shape), shape)) throw shapeError('expand', x.shape, shape);
  const sizes = isConcrete(shape) ? integers(shape) : sizesOf(like);
  return apply('Expand', [x, sizes], { shape, gradients: [undefined] });
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
