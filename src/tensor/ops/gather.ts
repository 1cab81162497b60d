import { type Dim, shapeError } from '../shape.js';
import { apply, constant, integers, type Tensor } from '../tensor.js';
import { sizesOf } from './layout.js';

/**
 * Rows of a table (rows×width) by number. For inference: in training the rows are read outside
 * the graph, so that only touched rows are updated (see `ParameterStore`).
 */
export function gather(table: Tensor, rows: Tensor): Tensor {
  const [, width] = table.shape as [Dim, Dim];
  if (rows.type !== 'int64') throw shapeError('gather', rows.shape);
  return apply('Gather', [table, rows], { shape: [...rows.shape, width], attributes: { axis: 0 } });
}

/** `first`, `first` + 1, … as many as an axis of `x` has places, known at run time. */
export function rangeAlong(x: Tensor, axis: number, first = 0): Tensor {
  const whole = (value: number): Tensor => constant(BigInt64Array.of(BigInt(value)), []);
  const size = apply('Gather', [sizesOf(x), whole(axis)], { shape: [], type: 'int64' });
  const end = first === 0 ? size : apply('Add', [size, whole(first)], { shape: [], type: 'int64' });
  return apply('Range', [whole(first), end, whole(1)], { shape: [x.shape[axis] as Dim], type: 'int64' });
}

/** Whole numbers as floating-point ones. */
export function toFloat(x: Tensor): Tensor {
  return apply('Cast', [x], { shape: x.shape, attributes: { to: 1 } });
}

/** An axis of size 1 put in at each of `axes`. */
export function unsqueeze(x: Tensor, axes: readonly number[]): Tensor {
  const shape: Dim[] = [...x.shape];
  for (const axis of axes) shape.splice(axis, 0, 1);
  return apply('Unsqueeze', [x, integers(axes)], { shape, type: x.type });
}
