import { throwIfAborted } from '../base/errors.js';
import {
  type Cell,
  type CellOutcome,
  type CellResult,
  cellsOf,
  describeCell,
  type Experiment,
} from './experiment.js';
import { type CellOptions, runCell } from './run-cell.js';

/** Where finished cells are kept, so that none is computed twice. */
export interface CellStore {
  find(cell: Cell): Promise<CellResult | undefined>;
  keep(cell: Cell, outcome: CellOutcome): Promise<void>;
}

export interface ExperimentOptions extends CellOptions {
  readonly store?: CellStore | undefined;
  /** Called with each cell that was computed now. */
  readonly onOutcome?: ((outcome: CellOutcome) => void) | undefined;
}

/** Computes every cell that the store does not have, one after another: they share the same cores. */
export async function runExperiment(
  experiment: Experiment,
  options: ExperimentOptions,
): Promise<CellResult[]> {
  const cells = cellsOf(experiment);
  const results: CellResult[] = [];
  for (const [at, cell] of cells.entries()) {
    throwIfAborted(options.signal);
    const found = await options.store?.find(cell);
    results.push(found ?? (await compute(experiment, cell, at, cells.length, options)));
  }
  return results;
}

async function compute(
  experiment: Experiment,
  cell: Cell,
  at: number,
  total: number,
  options: ExperimentOptions,
): Promise<CellResult> {
  const report = (share: number, note?: string): void => {
    const title = note === undefined ? describeCell(cell) : `${describeCell(cell)}: ${note}`;
    options.onProgress?.({ done: at + share, total, note: title });
  };
  report(0);
  const outcome = await runCell(experiment, cell, {
    ...options,
    // Asking a language model and training each go from nothing to nearly all.
    onProgress: ({ done, total: steps, note }) => report((0.9 * done) / (steps ?? 1), note),
  });
  await options.store?.keep(cell, outcome);
  options.onOutcome?.(outcome);
  return outcome.result;
}
