import { random } from '../../src/base/random.js';
import { gradients } from '../../src/tensor/gradients.js';
import { mul } from '../../src/tensor/ops/arithmetic.js';
import { sumAll } from '../../src/tensor/ops/reduce.js';
import { constant, input, type Tensor } from '../../src/tensor/tensor.js';
import { type Array64, array64, sizeOf } from './array64.js';
import type { OperatorCase } from './operator-cases.js';

/** An operator's result weighted by drawn constants and summed, with its gradients, and values to put in. */
export interface WeightedProgram {
  readonly result: Tensor;
  readonly loss: Tensor;
  readonly gradients: readonly Tensor[];
  readonly names: readonly string[];
  readonly values: Readonly<Record<string, Array64>>;
}

export function weightedProgram({ inputs, build }: OperatorCase, seed: number): WeightedProgram {
  const names = inputs.map((_, at) => `input ${at}`);
  const tensors = inputs.map((shape, at) => input(names[at] as string, shape));
  const result = build(tensors);
  const shape = result.shape as readonly number[];
  const loss = sumAll(mul(result, constant(drawSingles(shape, seed, 'weights'), shape)));
  const values = inputs.map((size, at) => array64(size, drawSingles(size, seed, at)));
  return {
    result,
    loss,
    gradients: gradients(loss, tensors),
    names,
    values: Object.fromEntries(names.map((name, at) => [name, values[at] as Array64])),
  };
}

/** Normal draws that single precision holds exactly. */
export function drawSingles(
  shape: readonly number[],
  seed: number,
  name: string | number,
): Float32Array<ArrayBuffer> {
  const draws = random(seed, name);
  return Float32Array.from({ length: sizeOf(shape) }, () => draws.normal());
}
