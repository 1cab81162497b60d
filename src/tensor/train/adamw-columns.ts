import { bytesOnHeap, KernelHeap } from '../kernels/heap.js';
import { sizeOf } from '../shape.js';
import type { Parameter, Parameters } from './parameters.js';

/** Weights with what the optimiser has for them, number by number, on one heap. */
export interface Columns {
  readonly heap: KernelHeap;
  readonly weights: Float32Array<ArrayBuffer>;
  readonly gradients: Float32Array<ArrayBuffer>;
  /** Running means of the gradients and of their squares. */
  readonly first: Float32Array<ArrayBuffer>;
  readonly second: Float32Array<ArrayBuffer>;
}

/** What one step does to every weight of a parameter. */
export interface StepCoefficients {
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
  /** Multiplies the gradient: what clipping leaves of it. */
  readonly gradientScale: number;
  /** Learning rate over the first moment's bias correction. */
  readonly stepSize: number;
  /** 1 over the root of the second moment's bias correction. */
  readonly rootCorrection: number;
  /** Multiplies the weight before the step. */
  readonly shrink: number;
}

const COLUMNS = 4;
/** Heaps are about this large, in bytes: a few, since each reserves addresses of its own. */
const HEAP = 2 ** 30;

/** Moves the weights onto heaps, beside room for their gradients and moments. */
export function moveToHeaps(parameters: Parameters): Map<string, Columns> {
  const columns = new Map<string, Columns>();
  for (const group of groups([...parameters])) {
    const heap = new KernelHeap(group.reduce((sum, [, parameter]) => sum + bytesOf(parameter), 0));
    for (const [name, parameter] of group) {
      const size = sizeOf(parameter.shape);
      const [weights, gradients, first, second] = [0, 1, 2, 3].map(() => heap.take(size)) as Four;
      weights.set(parameter.data);
      parameter.data = weights;
      columns.set(name, { heap, weights, gradients, first, second });
    }
  }
  return columns;
}

/** One step (PyTorch's order of operations, in single precision) of `count` weights from `at`. */
export function update(
  { heap, weights, gradients, first, second }: Columns,
  at: number,
  count: number,
  { beta1, beta2, epsilon, gradientScale, stepSize, rootCorrection, shrink }: StepCoefficients,
): void {
  const place = ({ byteOffset }: Float): number => byteOffset + 4 * at;
  heap.kernels.adamw(
    place(weights),
    place(gradients),
    place(first),
    place(second),
    4 * count,
    beta1,
    1 - beta1,
    beta2,
    1 - beta2,
    gradientScale,
    stepSize,
    rootCorrection,
    epsilon,
    shrink,
  );
}

type Float = Float32Array<ArrayBuffer>;
type Four = [Float, Float, Float, Float];

function bytesOf({ shape }: Parameter): number {
  return COLUMNS * bytesOnHeap(sizeOf(shape));
}

function groups(parameters: readonly (readonly [string, Parameter])[]): (readonly [string, Parameter])[][] {
  const made: (readonly [string, Parameter])[][] = [];
  let room = 0;
  for (const entry of parameters) {
    const bytes = bytesOf(entry[1]);
    if (bytes > room) {
      made.push([]);
      room = Math.max(HEAP, bytes);
    }
    made.at(-1)?.push(entry);
    room -= bytes;
  }
  return made;
}
