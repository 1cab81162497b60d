import { HilgenError } from '../../base/errors.js';
import { type Columns, moveToHeaps, type StepCoefficients, update } from './adamw-columns.js';
import {
  type AdamWState,
  forEachRun,
  momentsOf,
  rowsAlive,
  shrink,
  shrinkSleeping,
  type TableState,
  tableState,
} from './adamw-state.js';
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
 *
 * The weights get arrays of its own, beside gradients and moments, until `close` gives them others.
 */
export class AdamW {
  readonly #parameters: Parameters;
  readonly #settings: Required<AdamWSettings>;
  readonly #columns: Map<string, Columns>;
  /** Names that have had a gradient. */
  readonly #moved = new Set<string>();
  readonly #tables = new Map<string, TableState>();
  #steps = 0;

  constructor(parameters: Parameters, settings: AdamWSettings = {}) {
    this.#parameters = parameters;
    this.#columns = moveToHeaps(parameters);
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

  /** Arrays, by name, from which `step` takes a gradient without copying it. */
  gradients(): Map<string, Float32Array<ArrayBuffer>> {
    return new Map([...this.#columns].map(([name, { gradients }]) => [name, gradients]));
  }

  /** One step at this learning rate; the gradients are multiplied by `gradientScale` first. */
  step({ dense, rows }: Gradients, learningRate: number, gradientScale = 1): void {
    this.#steps++;
    for (const name of [...dense.keys(), ...rows.keys()]) this.#moved.add(name);
    for (const [name, gradient] of dense) {
      const columns = this.#columnsOf(name);
      if (gradient !== columns.gradients) columns.gradients.set(gradient);
      const coefficients = this.#coefficients(name, learningRate, gradientScale);
      update(columns, 0, columns.weights.length, coefficients);
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
    const moments = [...this.#moved].map((name) => [name, momentsOf(this.#columnsOf(name))] as const);
    const tables = [...this.#tables].map(
      ([name, state]) => [name, { alive: rowsAlive(state), owed: state.owed }] as const,
    );
    return { steps: this.#steps, moments: new Map(moments), tables: new Map(tables) };
  }

  /** Goes on from a state, before any step of its own. */
  restore({ steps, moments, tables }: AdamWState): void {
    this.#steps = steps;
    for (const [name, { first, second }] of moments) {
      this.#moved.add(name);
      const columns = this.#columnsOf(name);
      columns.first.set(first);
      columns.second.set(second);
    }
    for (const [name, { alive, owed }] of tables) {
      this.#tables.set(name, tableState(this.#parameter(name), alive, owed));
    }
  }

  /** Gives rows the decay they are owed. A program calls it with the rows it is about to read. */
  wake(name: string, rows: Iterable<number>): void {
    const state = this.#tables.get(name);
    if (state === undefined) return;
    const { shape, data } = this.#parameter(name);
    const width = shape[1] ?? 1;
    for (const row of rows) {
      if (state.alive[row] === 1) continue;
      if (state.owed !== 1) shrink(data, row * width, width, state.owed);
      state.alive[row] = 1;
    }
  }

  /** Gives the weights arrays of their own, so that those of gradients and moments can be freed. */
  close(): void {
    for (const name of this.#columns.keys()) {
      const parameter = this.#parameter(name);
      parameter.data = parameter.data.slice();
    }
    this.#columns.clear();
  }

  #stepTable(name: string, { rows, data }: RowGradients, coefficients: StepCoefficients): void {
    const parameter = this.#parameter(name);
    const width = parameter.shape[1] ?? 1;
    let state = this.#tables.get(name);
    if (state === undefined) {
      state = tableState(parameter);
      this.#tables.set(name, state);
    }
    this.wake(name, rows);
    const columns = this.#columnsOf(name);
    rows.forEach((row, place) => {
      columns.gradients.set(data.subarray(place * width, (place + 1) * width), row * width);
    });
    forEachRun(state, (first, end) => {
      update(columns, first * width, (end - first) * width, coefficients);
    });
    for (const row of rows) columns.gradients.fill(0, row * width, (row + 1) * width);
    state.owed *= coefficients.shrink;
  }

  #columnsOf(name: string): Columns {
    const columns = this.#columns.get(name);
    if (columns === undefined) throw new HilgenError('internal', { where: name, what: 'is not trained' });
    return columns;
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
