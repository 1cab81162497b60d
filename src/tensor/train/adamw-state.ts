import type { Columns } from './adamw-columns.js';
import type { Parameter } from './parameters.js';

/** Running means of the gradients and of their squares. */
export interface Moments {
  readonly first: Float32Array<ArrayBuffer>;
  readonly second: Float32Array<ArrayBuffer>;
}

/** All that the optimiser remembers between two steps. */
export interface AdamWState {
  readonly steps: number;
  /** By parameter name; those of tables too. */
  readonly moments: ReadonlyMap<string, Moments>;
  readonly tables: ReadonlyMap<string, { readonly alive: readonly number[]; readonly owed: number }>;
}

/** State of an embedding table: rows that have ever had a gradient move at every step, as under a dense AdamW. */
export interface TableState {
  /** By row: 1 where it is alive. */
  readonly alive: Uint8Array;
  /** Product of the shrinkage of the steps so far, owed to the rows not yet alive. */
  owed: number;
}

/** A table whose rows are alive as listed. */
export function tableState(
  { shape }: Pick<Parameter, 'shape'>,
  alive: readonly number[] = [],
  owed = 1,
): TableState {
  const state = { alive: new Uint8Array(shape[0] ?? 0), owed };
  for (const row of alive) state.alive[row] = 1;
  return state;
}

/** The numbers of the rows alive. */
export function rowsAlive({ alive }: TableState): number[] {
  return [...alive.keys()].filter((row) => alive[row] === 1);
}

/** Calls `visit` with the first and one past the last of each run of rows alive. */
export function forEachRun({ alive }: TableState, visit: (first: number, end: number) => void): void {
  for (let first = alive.indexOf(1); first !== -1; ) {
    const found = alive.indexOf(0, first);
    const end = found === -1 ? alive.length : found;
    visit(first, end);
    first = alive.indexOf(1, end);
  }
}

/** Gives the rows that no gradient has woken yet the decay they are owed. */
export function shrinkSleeping(
  data: Float32Array,
  shape: readonly number[],
  { alive, owed }: TableState,
): void {
  const width = shape[1] ?? 1;
  for (let row = 0; row < (shape[0] ?? 0); row++) {
    if (alive[row] === 0) shrink(data, row * width, width, owed);
  }
}

/** Multiplies `count` weights from `at`. */
export function shrink(weights: Float32Array, at: number, count: number, factor: number): void {
  for (let i = at; i < at + count; i++) weights[i] = (weights[i] as number) * factor;
}

/** The moments among the columns. */
export function momentsOf({ first, second }: Columns): Moments {
  return { first, second };
}
