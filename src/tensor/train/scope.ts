import { HilgenError } from '../../base/errors.js';
import { mul } from '../ops/arithmetic.js';
import { gather } from '../ops/gather.js';
import { isConcrete, type Shape } from '../shape.js';
import { constant, input, type Tensor } from '../tensor.js';
import { type Parameters, parameterOf } from './parameters.js';

/** What a model asks of the program it is built into: the same model code serves training and tagging. */
export interface Scope {
  /** Weights that every run reads whole. */
  weight(name: string, shape: readonly number[]): Tensor;
  /** Rows of an embedding table (rows×width) by the numbers in the input `ids`; the result is ids…×width. */
  embed(table: string, tableShape: readonly [number, number], ids: Ids): Tensor;
  /** Dropout at this rate in training, nothing otherwise. */
  dropout(x: Tensor, rate: number): Tensor;
}

/** Row numbers: the input that holds them in training (or the numbers), the tensor that holds them in inference. */
export interface Ids {
  readonly name: string;
  readonly shape: Shape;
  readonly tensor?: Tensor;
  /** Row numbers that are the same at every run: nothing is fed for them. */
  readonly fixed?: BigInt64Array;
}

/** A look-up whose rows are read outside the graph and whose gradient therefore has rows only. */
export interface RowLookup {
  readonly table: string;
  readonly tableShape: readonly [number, number];
  readonly ids: Ids;
  readonly rows: Tensor;
}

/** A mask that is drawn anew for each step: 0 with probability `rate`, else 1/(1-rate). */
export interface DropoutMask {
  readonly name: string;
  readonly shape: readonly number[];
  readonly rate: number;
}

/** Collects what a training step has to be fed. */
export class TrainingScope implements Scope {
  readonly weights = new Map<string, Tensor>();
  readonly lookups: RowLookup[] = [];
  readonly masks: DropoutMask[] = [];
  readonly #parameters: Parameters;
  readonly #frozen: ReadonlySet<string>;

  constructor(parameters: Parameters, frozen: ReadonlySet<string> = new Set()) {
    this.#parameters = parameters;
    this.#frozen = frozen;
  }

  /** Whether the weights of this name stay as they are. */
  isFrozen(name: string): boolean {
    return this.#frozen.has(name);
  }

  weight(name: string, shape: readonly number[]): Tensor {
    parameterOf(this.#parameters, name, shape);
    let tensor = this.weights.get(name);
    if (tensor === undefined) {
      tensor = input(name, shape);
      this.weights.set(name, tensor);
    }
    return tensor;
  }

  embed(table: string, tableShape: readonly [number, number], ids: Ids): Tensor {
    parameterOf(this.#parameters, table, tableShape);
    const rows = input(`rows ${this.lookups.length} of ${table}`, [...ids.shape, tableShape[1]]);
    this.lookups.push({ table, tableShape, ids, rows });
    return rows;
  }

  dropout(x: Tensor, rate: number): Tensor {
    if (rate === 0) return x;
    if (!isConcrete(x.shape))
      throw new HilgenError('internal', { what: 'dropout needs a shape known when built' });
    const name = `dropout ${this.masks.length}`;
    this.masks.push({ name, shape: x.shape, rate });
    return mul(x, input(name, x.shape));
  }
}

/** Puts the weights into the program itself, where onnxruntime can prepare them once. */
export class InferenceScope implements Scope {
  readonly #parameters: Parameters;
  readonly #constants = new Map<string, Tensor>();

  constructor(parameters: Parameters) {
    this.#parameters = parameters;
  }

  weight(name: string, shape: readonly number[]): Tensor {
    let tensor = this.#constants.get(name);
    if (tensor === undefined) {
      tensor = constant(parameterOf(this.#parameters, name, shape).data, shape, name);
      this.#constants.set(name, tensor);
    }
    return tensor;
  }

  embed(table: string, tableShape: readonly [number, number], ids: Ids): Tensor {
    if (ids.tensor === undefined)
      throw new HilgenError('internal', { what: `no tensor holds the ids ${ids.name}` });
    return gather(this.weight(table, tableShape), ids.tensor);
  }

  dropout(x: Tensor): Tensor {
    return x;
  }
}
