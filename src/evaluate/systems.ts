import { HilgenError } from '../base/errors.js';
import type { Interval } from './bootstrap.js';
import { holm } from './holm.js';
import { type CurveRun, type LearningCurve, learningCurve } from './learning-curve.js';
import { resolutionOf } from './power.js';
import { pairedRandomisation } from './randomisation.js';
import { FIGURE_OF, type Figure, sumUnits } from './resample.js';
import type { UnitCounts } from './score.js';
import { type SeedSummary, summariseSeeds } from './seeds.js';
import { seedInterval } from './student.js';

/** A system: one run, or several that differ in their seed. */
export interface System {
  readonly name: string;
  /** How much it was trained on, where a learning curve is drawn. */
  readonly size?: number | undefined;
  /** The counts of each run by one measure, all over the same units. */
  readonly runs: readonly UnitCounts[];
}

/** A figure over seeds with the 95 % interval of its mean, which one run has not. */
export interface SeedFigure extends SeedSummary {
  readonly interval: Interval | null;
}

/** Each figure of a system over its runs. */
export function overSeeds({ runs }: System): Record<Figure, SeedFigure> {
  const over = (figure: Figure): SeedFigure => {
    const values = runs.map((run) => FIGURE_OF[figure](sumUnits(run)));
    return { ...summariseSeeds(values), interval: seedInterval(values) };
  };
  return { precision: over('precision'), recall: over('recall'), f1: over('f1') };
}

/** Two systems compared by F1. */
export interface Comparison {
  readonly systems: readonly [string, string];
  /** F1 of the first less that of the second, as a fraction of 1. */
  readonly difference: number;
  readonly p: number;
  /** Corrected for the number of comparisons by Holm's procedure. */
  readonly corrected: number;
  /** The least difference that a test set like this tells four times out of five. */
  readonly detectable: number;
  /** How many units it would take to tell this difference; null where there is none. */
  readonly unitsNeeded: number | null;
}

/** How the comparison draws. */
export interface ComparisonOptions {
  readonly seed: number;
  readonly rounds: number;
  readonly resamples: number;
}

/**
 * Every two systems compared by paired approximate randomisation, with Holm's correction; of systems with training
 * sizes only those of the same size. A system of several runs enters with their mean counts of each unit.
 */
export function compareSystems(systems: readonly System[], options: ComparisonOptions): Comparison[] {
  const means = systems.map(({ runs }) => meanCounts(runs));
  const tests = systems.flatMap((one, first) =>
    systems.slice(first + 1).flatMap((other, rest) => {
      if (one.size !== other.size) return [];
      const [a, b] = [means[first] as UnitCounts, means[first + 1 + rest] as UnitCounts];
      const test = pairedRandomisation(a, b, options);
      const { detectable, unitsNeeded } = resolutionOf(a, b, test.difference, options);
      return [{ systems: [one.name, other.name] as const, ...test, detectable, unitsNeeded }];
    }),
  );
  const corrected = holm(tests.map(({ p }) => p));
  return tests.map((test, at) => ({ ...test, corrected: corrected[at] ?? 1 }));
}

/** What to say of the comparisons whose difference the test set is too small to tell. */
export function warningsOf(comparisons: readonly Comparison[], unit: string): string[] {
  return comparisons
    .filter(({ difference, detectable, corrected }) => {
      return difference !== 0 && corrected >= 0.05 && Math.abs(difference) < detectable;
    })
    .map(({ systems: [one, other], difference, detectable, unitsNeeded }) => {
      const points = (share: number): string => (100 * Math.abs(share)).toFixed(2);
      return `the test set is too small for the difference of ${points(difference)} points between ${one} and ${other}: it tells ${points(detectable)} points four times out of five; this difference would take about ${(unitsNeeded ?? 0).toLocaleString('en')} ${unit}s like these`;
    });
}

/** A learning curve of each system that has several sizes. */
export function curvesOf(systems: readonly System[]): (LearningCurve & { readonly name: string })[] {
  const runs = new Map<string, CurveRun[]>();
  for (const system of systems) {
    if (system.size === undefined) continue;
    const name = system.name.replace(/@\d+$/, '');
    const own = system.runs.map((run) => ({ size: system.size ?? 0, value: FIGURE_OF.f1(sumUnits(run)) }));
    runs.set(name, [...(runs.get(name) ?? []), ...own]);
  }
  return [...runs].map(([name, own]) => ({ name, ...learningCurve(own) }));
}

/** The mean counts of each unit over runs. */
export function meanCounts(runs: readonly UnitCounts[]): UnitCounts {
  const [first] = runs;
  if (first === undefined) throw new HilgenError('input', { what: 'a system without runs' });
  if (runs.length === 1) return first;
  const mean = (column: keyof UnitCounts): Float64Array =>
    first[column].map((_, at) => runs.reduce((sum, run) => sum + (run[column][at] ?? 0), 0) / runs.length);
  return { credit: mean('credit'), predicted: mean('predicted'), gold: mean('gold') };
}
