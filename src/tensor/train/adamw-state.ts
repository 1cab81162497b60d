import { sizeOf } from '../shape.js';
import { type Moments, newMoments, shrink } from './adamw-update.js';
import type { Parameter } from './parameters.js';

/** All that the optimiser remembers between two steps. */
export interface AdamWState {
  readonly steps: number;
  /** By parameter name; those of tables too. */
  readonly moments: ReadonlyMap<string, Moments>;
  readonly tables: ReadonlyMap<string, { readonly alive: readonly number[]; readonly owed: number }>;
}

/** State of an embedding table: rows that have ever had a gradient move at every step, as under a dense AdamW. */
export interface TableState {
  readonly moments: Moments;
  readonly alive: Set<number>;
  /** Product of the shrinkage of the steps so far, owed to the rows not yet alive. */
  owed: number;
}

/** The state of a table before its first gradient. */
export function newTableState({ shape }: Parameter): TableState {
  return { moments: newMoments(sizeOf(shape)), alive: new Set(), owed: 1 };
}

/** Gives the rows that no gradient has woken yet the decay they are owed. */
export function shrinkSleeping(
  data: Float32Array,
  shape: readonly number[],
  { alive, owed }: TableState,
): void {
  const width = shape[1] ?? 1;
  for (let row = 0; row < (shape[0] ?? 0); row++) {
    if (!alive.has(row)) shrink(data, row * width, width, owed);
  }
}
