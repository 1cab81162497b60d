import { random } from '../base/random.js';
import { drawUnits, FIGURE_OF, FIGURES, type Figure, sumDrawn } from './resample.js';
import type { UnitCounts } from './score.js';

/** From the lower to the upper end. */
export type Interval = readonly [number, number];

/** A 95 % interval of each figure, as fractions of 1. */
export type Intervals = Readonly<Record<Figure, Interval>>;

export interface BootstrapOptions {
  readonly seed: number;
  /** How often the units are drawn anew. */
  readonly resamples: number;
}

/**
 * 95 % percentile bootstrap intervals (Efron and Tibshirani 1993, chapter 13): as many units as there are, documents
 * or sentences, are drawn with replacement, again and again, and the micro figures of each draw computed anew. All
 * measures share the draws.
 */
export function bootstrap(counts: readonly UnitCounts[], { seed, resamples }: BootstrapOptions): Intervals[] {
  const units = counts[0]?.gold.length ?? 0;
  const draw = random(seed, 'bootstrap');
  const drawn = new Int32Array(units);
  const values = counts.map(() => FIGURES.map(() => new Float64Array(resamples)));
  for (let round = 0; round < resamples; round++) {
    drawUnits(draw, units, drawn);
    counts.forEach((count, measure) => {
      const sums = sumDrawn(count, drawn);
      FIGURES.forEach((figure, at) => {
        const own = values[measure]?.[at];
        if (own !== undefined) own[round] = FIGURE_OF[figure](sums);
      });
    });
  }
  return values.map(([precision, recall, f1]) => ({
    precision: percentiles(precision),
    recall: percentiles(recall),
    f1: percentiles(f1),
  }));
}

/** The 2.5th and the 97.5th percentile. */
function percentiles(values = new Float64Array(0)): Interval {
  const sorted = values.slice().sort();
  return [quantile(sorted, 0.025), quantile(sorted, 0.975)];
}

/** With linear interpolation between neighbours (type 7 of Hyndman and Fan 1996, numpy's own). */
export function quantile(sorted: ArrayLike<number>, share: number): number {
  const place = (sorted.length - 1) * share;
  const below = Math.floor(place);
  const low = sorted[below] ?? 0;
  const high = sorted[Math.min(below + 1, sorted.length - 1)] ?? low;
  return low + (place - below) * (high - low);
}
