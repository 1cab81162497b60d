import { type SeedSummary, summariseSeeds } from '../evaluate/index.js';
import type { CellResult } from './experiment.js';

/** One arm over its seeds: strict micro scores, fractions of 1. */
export interface ArmSummary {
  readonly arm: string;
  /** Absent for an arm that seeds do not change. */
  readonly seeds: readonly number[];
  readonly precision: SeedSummary;
  readonly recall: SeedSummary;
  readonly f1: SeedSummary;
  /** Mean number of sentences made by generation. */
  readonly synthetic: number;
  /** All seeds together. */
  readonly seconds: number;
}

/** The arms in the order in which they first occur. */
export function summariseArms(results: readonly CellResult[]): ArmSummary[] {
  const names = [...new Set(results.map(({ arm }) => arm))];
  return names.map((arm) => {
    const own = results.filter((result) => result.arm === arm);
    const over = (measure: 'precision' | 'recall' | 'f1'): SeedSummary =>
      summariseSeeds(own.map(({ scores }) => scores.strict[measure]));
    return {
      arm,
      seeds: own.flatMap(({ seed }) => (seed === undefined ? [] : [seed])),
      precision: over('precision'),
      recall: over('recall'),
      f1: over('f1'),
      synthetic: own.reduce((sum, { synthetic }) => sum + synthetic, 0) / own.length,
      seconds: own.reduce((sum, { seconds }) => sum + seconds, 0),
    };
  });
}
