import type { Interval } from './bootstrap.js';
import { summariseSeeds } from './seeds.js';
import { seedInterval } from './student.js';

/** One run: how much it was trained on, and its score. */
export interface CurveRun {
  readonly size: number;
  readonly value: number;
}

/** All runs of one size. */
export interface CurvePoint {
  readonly size: number;
  readonly runs: number;
  readonly mean: number;
  readonly deviation: number | null;
  readonly interval: Interval | null;
}

export interface LearningCurve {
  /** By size, rising. */
  readonly points: readonly CurvePoint[];
  /** Mean height of the curve over the logarithm of the size; null for a single size. */
  readonly area: number | null;
}

/**
 * A learning curve from single runs, and its area by trapezes over the logarithm of the size, divided by the width:
 * the ALC of the Active Learning Challenge (Guyon et al. 2011) without its rescaling.
 */
export function learningCurve(runs: readonly CurveRun[]): LearningCurve {
  const sizes = [...new Set(runs.map(({ size }) => size))].sort((a, b) => a - b);
  const points = sizes.map((size) => {
    const values = runs.filter((run) => run.size === size).map(({ value }) => value);
    const { mean, deviation } = summariseSeeds(values);
    return { size, runs: values.length, mean, deviation, interval: seedInterval(values) };
  });
  return { points, area: areaUnder(points) };
}

function areaUnder(points: readonly CurvePoint[]): number | null {
  const [first, last] = [points[0], points.at(-1)];
  if (first === undefined || last === undefined || first === last) return null;
  let area = 0;
  points.slice(1).forEach((point, at) => {
    const before = points[at] ?? point;
    area += ((before.mean + point.mean) / 2) * Math.log(point.size / before.size);
  });
  return area / Math.log(last.size / first.size);
}
