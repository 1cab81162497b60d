import { HilgenError } from '../../base/errors.js';
import { type Random, random } from '../../base/random.js';
import type { Value } from '../session.js';
import { type Sizes, shapeIn, sizeOf } from '../shape.js';
import type { Tensor } from '../tensor.js';
import { type Parameters, parameterOf } from './parameters.js';
import type { RowLookup, TrainingScope } from './scope.js';
import type { StepMemory } from './step-memory.js';

/** Seed and number of a step: they decide its dropout masks. */
export interface StepSeed {
  readonly seed: number;
  readonly step: number;
}

/** What a run is told beside its feeds. */
export interface RunOptions extends StepSeed {
  /** Sizes that the program has only names for. */
  readonly sizes?: Sizes;
}

interface FeedOptions {
  readonly parameters: Parameters;
  /** Called before rows of a table are read: the optimiser may have them pending. */
  readonly beforeRead?: ((table: string, rows: Iterable<number>) => void) | undefined;
  readonly memory: StepMemory;
}

/** What a program built with a training scope is fed: its own inputs, weights, rows of tables, dropout masks. */
export class StepFeeds {
  readonly #scope: TrainingScope;
  readonly #options: FeedOptions;

  constructor(scope: TrainingScope, options: FeedOptions) {
    this.#scope = scope;
    this.#options = options;
  }

  /** `feeds` holds the model's own inputs, among them the ids of every look-up. */
  all(feeds: Readonly<Record<string, Value>>, { seed, step, sizes = {} }: RunOptions): Record<string, Value> {
    const { beforeRead } = this.#options;
    const ids = new Set(this.#scope.lookups.map((lookup) => lookup.ids.name));
    const all: Record<string, Value> = Object.fromEntries(
      Object.entries(feeds).filter(([name]) => !ids.has(name)),
    );
    for (const name of this.#scope.weights.keys()) all[name] = this.#options.parameters.get(name) as Value;
    for (const lookup of this.#scope.lookups) {
      const rows = idsOf(feeds, lookup, sizes);
      beforeRead?.(lookup.table, Array.from(rows, Number));
      all[nameOf(lookup.rows)] = this.#readRows(lookup, rows, sizes);
    }
    return Object.assign(all, this.#drawMasks(random(seed, 'dropout', step), sizes));
  }

  #readRows({ table, tableShape, rows }: RowLookup, ids: BigInt64Array, sizes: Sizes): Value {
    const { parameters, memory } = this.#options;
    const [, width] = tableShape;
    const { data } = parameterOf(parameters, table, tableShape);
    const values = memory.scratch(nameOf(rows), ids.length * width);
    ids.forEach((id, position) => {
      const from = Number(id) * width;
      values.set(data.subarray(from, from + width), position * width);
    });
    return { data: values, shape: shapeIn(rows.shape, sizes) };
  }

  #drawMasks(draws: Random, sizes: Sizes): Record<string, Value> {
    const masks = this.#scope.masks.map((mask) => ({ ...mask, shape: shapeIn(mask.shape, sizes) }));
    const wanted = masks.map(({ shape, rate }) => ({ size: sizeOf(shape), rate, seed: draws.int(2 ** 31) }));
    const drawn = this.#options.memory.masks.draw(wanted);
    return Object.fromEntries(
      masks.map(({ name, shape }, at) => [name, { data: drawn[at] as Float32Array<ArrayBuffer>, shape }]),
    );
  }
}

/** The name that an input is fed under. */
export function nameOf(tensor: Tensor): string {
  return tensor.source.kind === 'input' ? tensor.source.name : '';
}

/** The row numbers of a look-up. */
export function idsOf(
  feeds: Readonly<Record<string, Value>>,
  { ids }: RowLookup,
  sizes: Sizes = {},
): BigInt64Array {
  const data = ids.fixed?.(sizes) ?? feeds[ids.name]?.data;
  if (data instanceof BigInt64Array) return data;
  throw new HilgenError('internal', { where: ids.name, what: 'row numbers were not fed' });
}
