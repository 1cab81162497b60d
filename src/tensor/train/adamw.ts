import { type AdamWState, newTableState, shrinkSleeping, type TableState } from './adamw-state.js';
import { type Moments, newMoments, type StepCoefficients, shrink, update } from './adamw-update.js';
import { type Parameter, type Parameters, parameterOf } from './parameters.js';
import type { RowGradients } from './row-gradients.js';

export interface AdamWSettings {
  readonly beta1?: number;
  readonly beta2?: number;
  readonly epsilon?: number;
  /** Decoupled decay (Loshchilov and Hutter 2019), for the weights that `decays` picks. */
  readonly weightDecay?: number;
  readonly decays?: (name: string) => boolean;
  /** Multiplies the learning rate of a parameter (discriminative fine-tuning, Howard and Ruder 2018). */
  readonly rateFactor?: (name: string) => number;
}

/** Gradients of one step, by parameter name. */
export interface Gradients {
  readonly dense: ReadonlyMap<string, Float32Array>;
  readonly rows: ReadonlyMap<string, RowGradients>;
}

/**
 * AdamW (Loshchilov and Hutter 2019, as PyTorch computes it), in place. Embedding tables take
 * gradients by row; the result is that of dense AdamW, without passes over untouched rows: their
 * decay is owed until `wake` or `settle`, one of which comes before a row is read.
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
      rateFactor: () => 1,
      ...settings,
    };
  }

  /** One step at this learning rate; the gradients are multiplied by `gradientScale` first. */
  step({ dense, rows }: Gradients, learningRate: number, gradientScale = 1): void {
    this.#steps++;
    for (const [name, gradient] of dense) {
      const moments = getOrMake(this.#dense, name, () => newMoments(gradient.length));
      const weights = this.#parameter(name).data;
      const all = { at: 0, from: 0, count: weights.length };
      update(weights, gradient, moments, all, this.#coefficients(name, learningRate, gradientScale));
    }
    for (const [name, gradient] of rows) {
      this.#stepTable(name, gradient, this.#coefficients(name, learningRate, gradientScale));
    }
  }

  /** Gives every table row the weight decay it is owed. */
  settle(): void {
    for (const [name, state] of this.#tables) {
      const { shape, data } = this.#parameter(name);
      shrinkSleeping(data, shape, state);
      state.owed = 1;
    }
  }

  /** The weights as `settle` would leave them, in arrays of their own; training goes on as if nobody had looked. */
  settledCopy(name: string): Parameter {
    const { shape, data } = this.#parameter(name);
    const copy = data.slice();
    const state = this.#tables.get(name);
    if (state !== undefined) shrinkSleeping(copy, shape, state);
    return { shape, data: copy };
  }

  /** What it remembers; the arrays are its own, to be written out before the next step. */
  state(): AdamWState {
    const ofTables = [...this.#tables].map(([name, { moments }]) => [name, moments] as const);
    const tables = [...this.#tables].map(
      ([name, { alive, owed }]) => [name, { alive: [...alive], owed }] as const,
    );
    return { steps: this.#steps, moments: new Map([...this.#dense, ...ofTables]), tables: new Map(tables) };
  }

  /** Goes on from a state; the arrays are taken over. */
  restore({ steps, moments, tables }: AdamWState): void {
    this.#steps = steps;
    this.#dense.clear();
    this.#tables.clear();
    for (const [name, own] of moments) {
      const table = tables.get(name);
      if (table === undefined) this.#dense.set(name, own);
      else this.#tables.set(name, { moments: own, alive: new Set(table.alive), owed: table.owed });
    }
  }

  /** Gives rows the decay they are owed. A program calls it with the rows it is about to read. */
  wake(name: string, rows: Iterable<number>): void {
    const state = this.#tables.get(name);
    if (state === undefined) return;
    const { shape, data } = this.#parameter(name);
    const width = shape[1] ?? 1;
    for (const row of rows) {
      if (state.alive.has(row)) continue;
      if (state.owed !== 1) shrink(data, row * width, width, state.owed);
      state.alive.add(row);
    }
  }

  #stepTable(name: string, gradient: RowGradients, coefficients: StepCoefficients): void {
    const parameter = this.#parameter(name);
    const width = parameter.shape[1] ?? 1;
    const state = getOrMake(this.#tables, name, () => newTableState(parameter));
    const places = new Map(gradient.rows.map((row, place) => [row, place]));
    this.wake(name, gradient.rows);
    const still = new Float32Array(width);
    for (const row of state.alive) {
      const place = places.get(row);
      const from = place === undefined ? still : gradient.data;
      const stretch = { at: row * width, from: (place ?? 0) * width, count: width };
      update(parameter.data, from, state.moments, stretch, coefficients);
    }
    state.owed *= coefficients.shrink;
  }

  #coefficients(name: string, learningRate: number, gradientScale: number): StepCoefficients {
    const { beta1, beta2, epsilon, weightDecay, decays, rateFactor } = this.#settings;
    const rate = learningRate * rateFactor(name);
    return {
      beta1,
      beta2,
      epsilon,
      gradientScale,
      stepSize: rate / (1 - beta1 ** this.#steps),
      rootCorrection: 1 / Math.sqrt(1 - beta2 ** this.#steps),
      shrink: decays(name) ? 1 - rate * weightDecay : 1,
    };
  }

  #parameter(name: string): Parameter {
    return parameterOf(this.#parameters, name, this.#parameters.get(name)?.shape ?? []);
  }
}

function getOrMake<V>(map: Map<string, V>, name: string, make: () => V): V {
  let value = map.get(name);
  if (value === undefined) {
    value = make();
    map.set(name, value);
  }
  return value;
}
