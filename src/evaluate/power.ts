import { random } from '../base/random.js';
import type { BootstrapOptions } from './bootstrap.js';
import { drawUnits, FIGURE_OF, sumDrawn } from './resample.js';
import type { UnitCounts } from './score.js';

/** What differences a test set of this size can tell. */
export interface Resolution {
  /** Standard error of the difference in F1, by paired bootstrap. */
  readonly standardError: number;
  /** The least difference found four times out of five at the level of 5 %. */
  readonly detectable: number;
  /** How many units like these it takes to tell the claimed difference; none where nothing is claimed. */
  readonly unitsNeeded: number | null;
}

/** Normal quantiles of 97.5 % (two-sided 5 %) and 80 % (the power). */
const QUANTILES = 1.96 + 0.8416;

/**
 * The resolution of a test set for two systems: 2.80 standard errors of the difference (Cohen 1988, chapter 2; Card
 * et al. 2020 for NLP), the error by drawing units with replacement, both systems' together.
 */
export function resolutionOf(
  one: UnitCounts,
  other: UnitCounts,
  claimed: number,
  { seed, resamples }: BootstrapOptions,
): Resolution {
  const units = one.gold.length;
  const draw = random(seed, 'resolution');
  const drawn = new Int32Array(units);
  let [sum, squares] = [0, 0];
  for (let round = 0; round < resamples; round++) {
    drawUnits(draw, units, drawn);
    const difference = FIGURE_OF.f1(sumDrawn(one, drawn)) - FIGURE_OF.f1(sumDrawn(other, drawn));
    sum += difference;
    squares += difference ** 2;
  }
  const variance = Math.max(0, (squares - sum ** 2 / resamples) / Math.max(1, resamples - 1));
  const standardError = Math.sqrt(variance);
  const detectable = QUANTILES * standardError;
  const unitsNeeded = claimed === 0 ? null : Math.ceil(units * (detectable / claimed) ** 2);
  return { standardError, detectable, unitsNeeded };
}
