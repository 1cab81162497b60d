import type { Interval } from './bootstrap.js';
import { summariseSeeds } from './seeds.js';

/** Quantiles of 97.5 % of Student's t for 1 to 30 degrees of freedom (Fisher and Yates 1963, table III). */
const TABLE = [
  12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.16, 2.145, 2.131,
  2.12, 2.11, 2.101, 2.093, 2.086, 2.08, 2.074, 2.069, 2.064, 2.06, 2.056, 2.052, 2.048, 2.045, 2.042,
];

/** The 97.5 % quantile of Student's t; beyond 30 degrees by the first term of Cornish and Fisher's expansion. */
export function studentQuantile(degrees: number): number {
  const normal = 1.959964;
  return TABLE[degrees - 1] ?? normal + (normal ** 3 + normal) / (4 * degrees);
}

/** The 95 % interval of the mean over seeds: mean ± t·deviation/√n; null for a single run, which says nothing of others. */
export function seedInterval(values: readonly number[]): Interval | null {
  const { mean, deviation } = summariseSeeds(values);
  if (deviation === null) return null;
  const half = (studentQuantile(values.length - 1) * deviation) / Math.sqrt(values.length);
  return [mean - half, mean + half];
}
