import { HilgenError } from '../../base/errors.js';
import { type Random, random } from '../../base/random.js';
import type { Value } from '../session.js';
import { sizeOf } from '../shape.js';
import type { Tensor } from '../tensor.js';
import { type Parameters, parameterOf } from './parameters.js';
import type { RowLookup, TrainingScope } from './scope.js';
import type { StepMemory } from './step-memory.js';

/** Seed and number of a step: they decide its dropout masks. */
export interface StepSeed {
  readonly seed: number;
  readonly step: number;
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
  all(feeds: Readonly<Record<string, Value>>, { seed, step }: StepSeed): Record<string, Value> {
    const { parameters, beforeRead } = this.#options;
    const ids = new Set(this.#scope.lookups.map((lookup) => lookup.ids.name));
    const all: Record<string, Value> = Object.fromEntries(
      Object.entries(feeds).filter(([name]) => !ids.has(name)),
    );
    for (const name of this.#scope.weights.keys()) all[name] = parameters.get(name) as Value;
    for (const lookup of this.#scope.lookups) {
      const rows = idsOf(feeds, lookup);
      beforeRead?.(lookup.table, Array.from(rows, Number));
      all[nameOf(lookup.rows)] = readRows(parameters, lookup, rows);
    }
    return Object.assign(all, this.#drawMasks(random(seed, 'dropout', step)));
  }

  #drawMasks(draws: Random): Record<string, Value> {
    const { masks } = this.#scope;
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
export function idsOf(feeds: Readonly<Record<string, Value>>, { ids }: RowLookup): BigInt64Array {
  const data = ids.fixed ?? feeds[ids.name]?.data;
  if (data instanceof BigInt64Array) return data;
  throw new HilgenError('internal', { where: ids.name, what: 'row numbers were not fed' });
}

function readRows(parameters: Parameters, { table, tableShape, rows }: RowLookup, ids: BigInt64Array): Value {
  const [, width] = tableShape;
  const { data } = parameterOf(parameters, table, tableShape);
  const values = new Float32Array(ids.length * width);
  ids.forEach((id, position) => {
    const from = Number(id) * width;
    values.set(data.subarray(from, from + width), position * width);
  });
  return { data: values, shape: rows.shape as readonly number[] };
}
