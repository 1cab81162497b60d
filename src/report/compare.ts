import {
  bootstrap,
  holm,
  type Interval,
  meanCounts,
  pairedRandomisation,
  seedInterval,
} from '../evaluate/index.js';
import type { TestResult } from '../experiment/index.js';
import type { Fractions, Group, ReportCell } from './material.js';
import { mean, within } from './numbers.js';

/** How intervals draw. */
export interface DrawOptions {
  readonly seed: number;
  readonly resamples: number;
}

/** How tests draw. */
export interface TestOptions {
  readonly seed: number;
  readonly rounds: number;
}

/** A figure of an arm with the 95 % interval of its mean. */
export interface Figure {
  readonly mean: number;
  readonly interval: Interval | null;
}

/** The figures of an arm: over seeds, or over units drawn anew where there is but one run. */
export interface Figures extends Readonly<Record<keyof Fractions, Figure>> {
  readonly over: 'seeds' | 'units';
}

type Row = Group['rows'][number];

/** Precision, recall and F1 of an arm. */
export function figuresOf({ cells }: Row, options: DrawOptions): Figures {
  const [only] = cells;
  const drawn =
    cells.length === 1 && only !== undefined ? bootstrap([only.examined.units], options)[0] : undefined;
  const figure = (name: keyof Fractions): Figure => {
    const values = cells.map(({ scores }) => scores.strict[name]);
    return { mean: mean(values), interval: drawn?.[name] ?? within(seedInterval(values)) };
  };
  return {
    ...{ precision: figure('precision'), recall: figure('recall'), f1: figure('f1') },
    over: drawn === undefined ? 'seeds' : 'units',
  };
}

/** An arm against one that it is compared with. */
export interface Gain {
  readonly arm: string;
  readonly against: string;
  /** Mean F1 of the arm less that of the other, as a fraction of 1. */
  readonly difference: number;
  /** The 95 % interval of its mean over seeds; null where there is one seed. */
  readonly interval: Interval | null;
  /** By the paired test, corrected for the number of comparisons of the group. */
  readonly p: number;
  /** Whether both speak for a difference: corrected p below 0.05, and an interval without 0 where there is one. */
  readonly isClear: boolean;
}

/**
 * Every arm of a group against the references, over the same test units: paired approximate randomisation of the mean
 * counts over seeds, corrected by Holm's procedure over all comparisons of the group. Tests that the run has made are
 * not made again.
 */
export function gainsOf(
  { data, shots, rows }: Group,
  references: readonly string[],
  compared: readonly TestResult[],
  options: TestOptions,
): Gain[] {
  const made = compared.filter((test) => test.data === data && test.shots === shots);
  const pOf = (row: Row, other: Row): number =>
    made.find(({ arms }) => arms.includes(row.arm.name) && arms.includes(other.arm.name))?.p ??
    randomised(row, other, options);
  const tests = references.flatMap((against) => {
    const other = rows.find(({ arm }) => arm.name === against);
    if (other === undefined) return [];
    const isOpen = ({ arm }: Row): boolean =>
      arm.name !== against && !isPairOf(arm.name, against, references);
    return rows
      .filter(isOpen)
      .map((row) => ({ row, other, p: pOf(row, other), ...differenceOf(row, other) }));
  });
  const corrected = holm(tests.map(({ p }) => p));
  return tests.map(({ row, other, difference, interval }, at) => {
    const p = corrected[at] ?? 1;
    const hasZero = interval !== null && interval[0] <= 0 && interval[1] >= 0;
    const isClear = p < 0.05 && !hasZero;
    return { arm: row.arm.name, against: other.arm.name, difference, interval, p, isClear };
  });
}

/** Of two references one is compared with the other, not both ways. */
function isPairOf(arm: string, against: string, references: readonly string[]): boolean {
  return references.includes(arm) && references.indexOf(arm) > references.indexOf(against);
}

function randomised(row: Row, other: Row, options: TestOptions): number {
  const countsOf = ({ cells }: Row) => meanCounts(cells.map(({ examined }) => examined.units));
  return pairedRandomisation(countsOf(row), countsOf(other), options).p;
}

function differenceOf(row: Row, other: Row): Pick<Gain, 'difference' | 'interval'> {
  const f1 = ({ scores }: ReportCell): number => scores.strict.f1;
  const difference = mean(row.cells.map(f1)) - mean(other.cells.map(f1));
  const differences = pairedDifferences(row.cells, other.cells, f1);
  return { difference, interval: differences === undefined ? null : seedInterval(differences) };
}

/** Seed by seed; where one of the two has no seeds, its one run against each of the other's. */
function pairedDifferences(
  cells: readonly ReportCell[],
  others: readonly ReportCell[],
  f1: (cell: ReportCell) => number,
): number[] | undefined {
  const pairs = cells.flatMap((cell) =>
    others
      .filter((other) => cell.seed === undefined || other.seed === undefined || isSame(cell.seed, other.seed))
      .map((other) => f1(cell) - f1(other)),
  );
  return pairs.length === Math.max(cells.length, others.length) ? pairs : undefined;
}

const isSame = (one: ReportCell['seed'], other: ReportCell['seed']): boolean =>
  one?.sample === other?.sample && one?.train === other?.train;
