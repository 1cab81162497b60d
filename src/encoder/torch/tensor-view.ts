import { sizeOf } from '../../tensor/shape.js';
import type { Parameter } from '../../tensor/train/parameters.js';
import { PickleError } from './pickle-machine.js';

/** Numbers in a file of PyTorch's that arrays share. */
export interface Storage {
  /** `FloatStorage` and its like. */
  readonly type: string;
  readonly key: string;
  /** Number of elements. */
  readonly count: number;
}

/** An array as PyTorch keeps it: a view of a storage. */
export interface TensorView {
  readonly storage: Storage;
  readonly offset: number;
  readonly shape: readonly number[];
  /** How far neighbours along each axis lie apart, in elements. */
  readonly strides: readonly number[];
}

/** The same view, if it lies within its storage and shows no more numbers than that has. */
export function checkView(view: TensorView): TensorView {
  const { storage, offset, shape, strides } = view;
  const isCount = (value: unknown): boolean => Number.isSafeInteger(value) && Number(value) >= 0;
  const isWhole = [offset, ...shape, ...strides].every(isCount) && shape.length === strides.length;
  if (!isWhole) throw new PickleError('the shape, strides or offset of an array are no whole numbers');
  const last = shape.reduce((sum, size, axis) => sum + (size - 1) * (strides[axis] ?? 0), offset);
  const elements = sizeOf(shape);
  if (elements > storage.count || (elements > 0 && last >= storage.count)) {
    throw new PickleError(
      `an array of shape ${shape.join('×')} does not lie within its ${storage.count} numbers`,
    );
  }
  return view;
}

/** The array that a view shows, row-major; `data` are all numbers of its storage. */
export function materialise(view: TensorView, data: Float32Array<ArrayBuffer>): Parameter {
  const { offset, shape, strides } = view;
  const elements = sizeOf(shape);
  if (isRowMajor(shape, strides)) return { shape, data: data.slice(offset, offset + elements) };
  const result = new Float32Array(elements);
  const index = shape.map(() => 0);
  for (let at = 0, from = offset; at < elements; at++) {
    result[at] = data[from] as number;
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      const [size, stride, place] = [shape[axis] ?? 1, strides[axis] ?? 0, (index[axis] ?? 0) + 1];
      from += stride;
      index[axis] = place;
      if (place < size) break;
      from -= size * stride;
      index[axis] = 0;
    }
  }
  return { shape, data: result };
}

function isRowMajor(shape: readonly number[], strides: readonly number[]): boolean {
  let expected = 1;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    if (shape[axis] !== 1 && strides[axis] !== expected) return false;
    expected *= shape[axis] ?? 1;
  }
  return true;
}
