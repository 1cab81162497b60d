import type { Random } from '../base/random.js';
import type { UnitCounts } from './score.js';

/** Sums over units. */
export interface Sums {
  credit: number;
  predicted: number;
  gold: number;
}

/** The figures that are resampled. */
export const FIGURES = ['precision', 'recall', 'f1'] as const;
export type Figure = (typeof FIGURES)[number];

/** Precision, recall and F1 of sums; a fraction of nothing is 0. F1 is 2·credit / (predicted + gold). */
export const FIGURE_OF: Readonly<Record<Figure, (sums: Sums) => number>> = {
  precision: ({ credit, predicted }) => (predicted === 0 ? 0 : credit / predicted),
  recall: ({ credit, gold }) => (gold === 0 ? 0 : credit / gold),
  f1: ({ credit, predicted, gold }) => (predicted + gold === 0 ? 0 : (2 * credit) / (predicted + gold)),
};

/** Everything together. */
export function sumUnits({ credit, predicted, gold }: UnitCounts): Sums {
  const sum = (values: Float64Array): number => values.reduce((total, value) => total + value, 0);
  return { credit: sum(credit), predicted: sum(predicted), gold: sum(gold) };
}

/** As many units as there are, drawn with replacement: their numbers. */
export function drawUnits(random: Random, count: number, drawn: Int32Array): void {
  for (let at = 0; at < count; at++) drawn[at] = Math.floor(random.float() * count);
}

/** The sums over the drawn units. */
export function sumDrawn({ credit, predicted, gold }: UnitCounts, drawn: Int32Array): Sums {
  const sums = { credit: 0, predicted: 0, gold: 0 };
  for (let at = 0; at < drawn.length; at++) {
    const unit = drawn[at] as number;
    sums.credit += credit[unit] as number;
    sums.predicted += predicted[unit] as number;
    sums.gold += gold[unit] as number;
  }
  return sums;
}
