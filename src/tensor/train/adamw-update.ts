import { adamwKernel, type Stretch } from '../kernels/kernels.js';

/** Running means of the gradients and of their squares. */
export interface Moments {
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

/** Moves the weights of a stretch. */
export function update(
  weights: Float32Array,
  gradients: Float32Array,
  { first, second }: Moments,
  stretch: Stretch,
  { beta1, beta2, epsilon, gradientScale, stepSize, rootCorrection, shrink }: StepCoefficients,
): void {
  const betas = [beta1, 1 - beta1, beta2, 1 - beta2];
  const rest = [gradientScale, stepSize, rootCorrection, epsilon, shrink];
  adamwKernel(weights, gradients, first, second, stretch, [...betas, ...rest]);
}

/** Multiplies `count` weights from `at`. */
export function shrink(weights: Float32Array, at: number, count: number, factor: number): void {
  for (let i = at; i < at + count; i++) weights[i] = (weights[i] as number) * factor;
}

/** Moments before the first step. */
export function newMoments(size: number): Moments {
  return { first: new Float32Array(size), second: new Float32Array(size) };
}
