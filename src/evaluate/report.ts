import { bootstrap, type Intervals } from './bootstrap.js';
import { type ConceptCount, countConcepts } from './concept.js';
import { type Fractions, macroScores } from './macro.js';
import type { Pair } from './pair.js';
import { type Count, countPairs, type UnitCounts } from './score.js';
import {
  creditOf,
  type GradedScores,
  goldOf,
  predictedOf,
  type Scores,
  type Tally,
  toGradedScores,
  toScores,
} from './tally.js';

/** One value for each measure, under the names that `--json` has. */
export interface ByMeasure<Plain, Graded = Plain> {
  readonly strict: Plain;
  readonly conlleval: Plain;
  readonly semeval: Readonly<Record<'strict' | 'exact' | 'partial' | 'type', Graded>>;
  readonly relaxed: Plain;
  readonly token: Plain;
  /** Null where gold or predicted mentions carry no concept ids. */
  readonly concept: Plain | null;
}

type PerLabel<T> = Readonly<Record<string, T>>;

/** What resampling draws: documents, or sentences where no document is known. */
export interface Units {
  readonly kind: 'document' | 'sentence';
  readonly count: number;
}

/** Every score of one prediction. */
export interface Report extends ByMeasure<Scores, GradedScores> {
  /** Strict scores of each label, in the order of the labels. */
  readonly labels: PerLabel<Scores>;
  /** Plain means over the labels. */
  readonly macro: ByMeasure<Fractions>;
  /** Each label on its own, as if no other were there. */
  readonly byLabel: ByMeasure<PerLabel<Scores>, PerLabel<GradedScores>>;
  readonly units: Units;
  /** 95 % intervals of the micro figures; null where none were asked for or there is but one unit. */
  readonly intervals: ByMeasure<Intervals> | null;
}

/** The counts behind a report. */
export interface Counted {
  readonly units: readonly string[];
  readonly unitKind: Units['kind'];
  readonly counts: readonly Count[];
  readonly concept: ConceptCount | undefined;
}

/** Counts by every measure, concepts included. */
export function countAll(pairs: readonly Pair[]): Counted {
  const isOfDocuments = pairs.some(({ gold }) => gold.document !== undefined);
  const { units, counts } = countPairs(pairs);
  return { units, unitKind: isOfDocuments ? 'document' : 'sentence', counts, concept: countConcepts(pairs) };
}

/** Makes the report of what was counted. */
export function reportOf(counted: Counted, options: { seed: number; resamples: number }): Report {
  const { counts, concept, units, unitKind } = counted;
  const { strict, ...others } = byMeasure(
    counts,
    concept,
    ({ total }) => toScores(total),
    ({ total }) => toGradedScores(total),
  );
  const byLabel = byMeasure(
    counts,
    concept,
    ({ labels }) => each(labels, toScores),
    ({ labels }) => each(labels, toGradedScores),
  );
  return {
    strict,
    labels: byLabel.strict,
    ...others,
    macro: byMeasure(counts, concept, macroScores, macroScores),
    byLabel,
    units: { kind: unitKind, count: units.length },
    intervals: units.length > 1 && options.resamples > 0 ? intervalsOf(counted, options) : null,
  };
}

function intervalsOf(
  { counts, concept }: Counted,
  options: { seed: number; resamples: number },
): ByMeasure<Intervals> {
  const units = [...counts.map((count) => count.units), ...(concept ? [unitsOf(concept.documents)] : [])];
  const all = bootstrap(units, options);
  const byTotal = new Map(
    [...counts, ...(concept ? [concept] : [])].map(({ total }, at) => [total, all[at]]),
  );
  const find = ({ total }: Labelled): Intervals => byTotal.get(total) as Intervals;
  return byMeasure(counts, concept, find, find);
}

/** What every measure has counted; that of concepts has no units of its own. */
type Labelled = Pick<Count, 'total' | 'labels'> & Partial<Pick<Count, 'units'>>;

/** Makes a value of each count, under its measure's name. */
export function byMeasure<Plain, Graded>(
  counts: readonly Count[],
  concept: ConceptCount | undefined,
  plain: (count: Labelled) => Plain,
  graded: (count: Labelled) => Graded,
): ByMeasure<Plain, Graded> {
  const named = (name: string): Count => counts.find(({ measure }) => measure.name === name) as Count;
  return {
    strict: plain(named('strict')),
    conlleval: plain(named('conlleval')),
    semeval: {
      strict: graded(named('semeval.strict')),
      exact: graded(named('semeval.exact')),
      partial: graded(named('semeval.partial')),
      type: graded(named('semeval.type')),
    },
    relaxed: plain(named('relaxed')),
    token: plain(named('token')),
    concept: concept === undefined ? null : plain(concept),
  };
}

function each<T>(labels: ReadonlyMap<string, Tally>, make: (tally: Tally) => T): PerLabel<T> {
  return Object.fromEntries([...labels].map(([label, tally]) => [label, make(tally)]));
}

/** Tallies as the columns that resampling wants. */
export function unitsOf(tallies: readonly Tally[]): UnitCounts {
  return {
    credit: Float64Array.from(tallies, creditOf),
    predicted: Float64Array.from(tallies, predictedOf),
    gold: Float64Array.from(tallies, goldOf),
  };
}
