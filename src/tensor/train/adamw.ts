import { type Parameter, type Parameters, parameterOf, zeros } from './parameters.js';
import type { RowGradients } from './row-gradients.js';

export interface AdamWSettings {
  readonly beta1?: number;
  readonly beta2?: number;
  readonly epsilon?: number;
  /** Decoupled decay (Loshchilov and Hutter 2019), for the weights that `decays` picks. */
  readonly weightDecay?: number;
  readonly decays?: (name: string) => boolean;
}

/** Gradients of one step, by parameter name. */
export interface Gradients {
  readonly dense: ReadonlyMap<string, Float32Array>;
  readonly rows: ReadonlyMap<string, RowGradients>;
}

interface Moments {
  readonly first: Float32Array;
  readonly second: Float32Array;
}

interface StepCoefficients {
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

/** State of an embedding table: rows that have ever had a gradient move at every step, as under a dense AdamW. */
interface TableState {
  readonly moments: Moments;
  readonly alive: Set<number>;
  /** Product of the shrinkage of the steps so far, owed to the rows not yet alive. */
  owed: number;
}

/**
 * AdamW (Loshchilov and Hutter 2019, as PyTorch computes it), in place. Embedding tables take
 * gradients by row; the result is that of dense AdamW, without passes over untouched rows.
 * Call `settle` before reading tables when weights decay.
 */
export class AdamW {
  readonly #parameters: Parameters;
  readonly #settings: Required<AdamWSettings>;
  readonly #dense = new Map<string, Moments>();
  readonly #tables = new Map<string, TableState>();
  #steps = 0;

  constructor(parameters: Parameters, settings: AdamWSettings = {}) {
    this.#parameters = parameters;
    this.#settings = {
      beta1: 0.9,
      beta2: 0.999,
      epsilon: 1e-8,
      weightDecay: 0.01,
      decays: () => true,
      ...settings,
    };
  }

  /** One step at this learning rate; the gradients are multiplied by `gradientScale` first. */
  step({ dense, rows }: Gradients, learningRate: number, gradientScale = 1): void {
    this.#steps++;
    for (const [name, gradient] of dense) {
      const moments = getOrMake(this.#dense, name, () => newMoments(gradient.length));
      const weights = this.#parameter(name).data;
      update(
        weights,
        gradient,
        moments,
        0,
        0,
        weights.length,
        this.#coefficients(name, learningRate, gradientScale),
      );
    }
    for (const [name, gradient] of rows) {
      this.#stepTable(name, gradient, this.#coefficients(name, learningRate, gradientScale));
    }
  }

  /** Gives every table row the weight decay it is owed. */
  settle(): void {
    for (const [name, state] of this.#tables) {
      const { shape, data } = this.#parameter(name);
      const width = shape[1] ?? 1;
      for (let row = 0; row < (shape[0] ?? 0); row++) {
        if (!state.alive.has(row)) shrink(data, row * width, width, state.owed);
      }
      state.owed = 1;
    }
  }

  #stepTable(name: string, gradient: RowGradients, coefficients: StepCoefficients): void {
    const parameter = this.#parameter(name);
    const width = parameter.shape[1] ?? 1;
    const state = getOrMake(this.#tables, name, () => newTableState(parameter));
    const places = new Map(gradient.rows.map((row, place) => [row, place]));
    for (const row of gradient.rows) {
      if (state.alive.has(row)) continue;
      if (state.owed !== 1) shrink(parameter.data, row * width, width, state.owed);
      state.alive.add(row);
    }
    const still = new Float32Array(width);
    for (const row of state.alive) {
      const place = places.get(row);
      const from = place === undefined ? still : gradient.data;
      update(parameter.data, from, state.moments, row * width, (place ?? 0) * width, width, coefficients);
    }
    state.owed *= coefficients.shrink;
  }

  #coefficients(name: string, learningRate: number, gradientScale: number): StepCoefficients {
    const { beta1, beta2, epsilon, weightDecay, decays } = this.#settings;
    return {
      beta1,
      beta2,
      epsilon,
      gradientScale,
      stepSize: learningRate / (1 - beta1 ** this.#steps),
      rootCorrection: 1 / Math.sqrt(1 - beta2 ** this.#steps),
      shrink: decays(name) ? 1 - learningRate * weightDecay : 1,
    };
  }

  #parameter(name: string): Parameter {
    return parameterOf(this.#parameters, name, this.#parameters.get(name)?.shape ?? []);
  }
}

/** Moves `count` weights from `at`; their gradients stand from `from`. */
function update(
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

function shrink(weights: Float32Array, at: number, count: number, factor: number): void {
  for (let i = at; i < at + count; i++) weights[i] = (weights[i] as number) * factor;
}

function newMoments(size: number): Moments {
  return { first: new Float32Array(size), second: new Float32Array(size) };
}

function newTableState({ shape }: Parameter): TableState {
  return { moments: { first: zeros(shape).data, second: zeros(shape).data }, alive: new Set(), owed: 1 };
}

function getOrMake<V>(map: Map<string, V>, name: string, make: () => V): V {
  let value = map.get(name);
  if (value === undefined) {
    value = make();
    map.set(name, value);
  }
  return value;
}
