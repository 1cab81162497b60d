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

/** Moves `count` weights from `at`; their gradients stand from `from`. */
export function update(
  weights: Float32Array,
  gradients: Float32Array,
  { first, second }: Moments,
  at: number,
  from: number,
  count: number,
  { beta1, beta2, epsilon, gradientScale, stepSize, rootCorrection, shrink }: StepCoefficients,
): void {
  const rest1 = 1 - beta1;
  const rest2 = 1 - beta2;
  const shift = from - at;
  for (let i = at; i < at + count; i++) {
    const gradient = (gradients[i + shift] as number) * gradientScale;
    const mean = beta1 * (first[i] as number) + rest1 * gradient;
    const square = beta2 * (second[i] as number) + rest2 * gradient * gradient;
    first[i] = mean;
    second[i] = square;
    weights[i] =
      (weights[i] as number) * shrink - (stepSize * mean) / (Math.sqrt(square) * rootCorrection + epsilon);
  }
}

/** Multiplies `count` weights from `at`. */
export function shrink(weights: Float32Array, at: number, count: number, factor: number): void {
  for (let i = at; i < at + count; i++) weights[i] = (weights[i] as number) * factor;
}

/** Moments before the first step. */
export function newMoments(size: number): Moments {
  return { first: new Float32Array(size), second: new Float32Array(size) };
}
