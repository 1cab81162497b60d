import type { Tensor } from '../../src/tensor/tensor.js';
import type { Array64 } from './array64.js';
import { evaluate } from './reference.js';

const STEP = 1e-5;

/** The slope of a scalar in every element of an input, by central differences. */
export function differences(
  of: Tensor,
  values: Readonly<Record<string, Array64>>,
  name: string,
): Float64Array {
  const { shape, data } = values[name] as Array64;
  const shifted = (at: number, by: number): number => {
    const moved = data.with(at, (data[at] as number) + by);
    return evaluate([of], { ...values, [name]: { shape, data: moved } })[0]?.data[0] as number;
  };
  return data.map((_, at) => (shifted(at, STEP) - shifted(at, -STEP)) / (2 * STEP));
}
