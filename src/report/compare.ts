import {
  bootstrap,
  holm,
  type Interval,
  meanCounts,
  pairedRandomisation,
  seedInterval,
} from '../evaluate/index.js';
import type { Fractions, Group, ReportCell } from './material.js';
import { mean } from './numbers.js';

/** How intervals and tests draw. */
export interface DrawOptions {
  readonly seed: number;
  readonly rounds: number;
  readonly resamples: number;
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
    return { mean: mean(values), interval: drawn?.[name] ?? seedInterval(values) };
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
 * counts over seeds, corrected by Holm's procedure over all comparisons of the group.
 */
export function gainsOf({ rows }: Group, references: readonly string[], options: DrawOptions): Gain[] {
  const tests = references.flatMap((against) => {
    const other = rows.find(({ arm }) => arm.name === against);
    if (other === undefined) return [];
    const isOpen = ({ arm }: Row): boolean =>
      arm.name !== against && !isPairOf(arm.name, against, references);
    return rows.filter(isOpen).map((row) => ({ row, other, ...tested(row, other, options) }));
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

function tested(row: Row, other: Row, options: DrawOptions) {
  const counts = [row, other].map(({ cells }) => meanCounts(cells.map(({ examined }) => examined.units)));
  const [one, two] = counts as [ReportCell['examined']['units'], ReportCell['examined']['units']];
  const { p } = pairedRandomisation(one, two, options);
  const f1 = ({ scores }: ReportCell): number => scores.strict.f1;
  const difference = mean(row.cells.map(f1)) - mean(other.cells.map(f1));
  const differences = pairedDifferences(row.cells, other.cells, f1);
  return { p, difference, interval: differences === undefined ? null : seedInterval(differences) };
}

/** Seed by seed; against an arm without seeds, each seed against its one run. */
function pairedDifferences(
  cells: readonly ReportCell[],
  others: readonly ReportCell[],
  f1: (cell: ReportCell) => number,
): number[] | undefined {
  const differences = cells.flatMap((cell) => {
    const other = others.find(({ seed }) => seed === undefined || isSame(seed, cell.seed));
    return other === undefined ? [] : [f1(cell) - f1(other)];
  });
  return differences.length === cells.length ? differences : undefined;
}

const isSame = (one: ReportCell['seed'], other: ReportCell['seed']): boolean =>
  one?.sample === other?.sample && one?.train === other?.train;
