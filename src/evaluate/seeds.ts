import { HilgenError } from '../base/errors.js';

/** A score over repeated runs that differ in their seed. */
export interface SeedSummary {
  readonly mean: number;
  /** Sample standard deviation (over n − 1); one run has none: null. */
  readonly deviation: number | null;
  readonly min: number;
  readonly max: number;
  /** The value of each run, in the order given. */
  readonly values: readonly number[];
}

/**
 * Mean, spread and range of one score over seeds, in the score's own unit.
 *
 * @throws HilgenError `input` where there is no value.
 */
export function summariseSeeds(values: readonly number[]): SeedSummary {
  if (values.length === 0) throw new HilgenError('input', { what: 'no runs to summarise' });
  const mean = values.reduce((total, value) => total + value, 0) / values.length;
  return {
    mean,
    deviation: deviationOf(values, mean),
    min: Math.min(...values),
    max: Math.max(...values),
    values,
  };
}

function deviationOf(values: readonly number[], mean: number): number | null {
  if (values.length < 2) return null;
  const squares = values.reduce((total, value) => total + (value - mean) ** 2, 0);
  return Math.sqrt(squares / (values.length - 1));
}
