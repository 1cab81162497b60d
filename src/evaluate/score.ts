import type { Measure } from './measures/measure.js';
import { MEASURES } from './measures.js';
import type { Pair } from './pair.js';
import { TaggedSentence } from './tagged-sentence.js';
import { addTally, creditOf, emptyTally, goldOf, predictedOf, type Tally } from './tally.js';
import { type View, viewOf } from './view.js';

/** What one measure counted. */
export interface Count {
  readonly measure: Measure;
  /** All labels together. */
  readonly total: Tally;
  /** Each label on its own, as if no other were there. */
  readonly labels: ReadonlyMap<string, Tally>;
  /** One for each unit. */
  readonly units: UnitCounts;
}

/** What precision and recall of each unit are made of; each array holds a number a unit. */
export interface UnitCounts {
  readonly credit: Float64Array;
  readonly predicted: Float64Array;
  readonly gold: Float64Array;
}

/** The counts of a prediction over its units: documents, or sentences where they are of no document. */
export interface Evaluation {
  readonly units: readonly string[];
  readonly counts: readonly Count[];
}

export interface CountOptions {
  /** All of them where not given. */
  readonly measures?: readonly Measure[] | undefined;
  /** Whether each label is counted on its own too; it is where not given. */
  readonly byLabel?: boolean | undefined;
}

/** The unit that a sentence is drawn with when the data are resampled: its document, else itself. */
export function unitOf({ gold }: Pair): string {
  return gold.document?.id ?? gold.id;
}

/** Counts by every measure in one pass over the sentences. */
export function countPairs(
  pairs: readonly Pair[],
  { measures = MEASURES, byLabel = true }: CountOptions = {},
): Evaluation {
  const units = unitsOf(pairs);
  const totals = measures.map(emptyTally);
  const labels = new Map<string, Tally[]>();
  const unitCounts = measures.map(() => emptyUnits(units.count));
  pairs.forEach((pair, at) => {
    const view = viewOf(pair);
    for (const [label, part] of byLabel ? view.parts() : []) {
      const tallies = labels.get(label) ?? measures.map(emptyTally);
      labels.set(label, tallies);
      addAll(tallies, measures, part);
    }
    measures.forEach((measure, number) => {
      const tally = measure.tally(view);
      addTally(totals[number] as Tally, tally);
      addToUnit(unitCounts[number] as UnitCounts, units.numberOf[at] as number, tally);
    });
  });
  const sorted = [...labels].sort(([a], [b]) => (a < b ? -1 : 1));
  const counts = measures.map((measure, number) => ({
    measure,
    total: totals[number] as Tally,
    labels: new Map(sorted.map(([label, tallies]) => [label, tallies[number] as Tally])),
    units: unitCounts[number] as UnitCounts,
  }));
  return {
    get units() {
      return units.names();
    },
    counts,
  };
}

/** The number of each pair's unit, in the order in which they occur. */
function unitsOf(pairs: readonly Pair[]) {
  const isOwn = ({ gold }: Pair): boolean => gold instanceof TaggedSentence && gold.document === undefined;
  // Sentences of one file of tagged tokens have ids of their own, which are made when they are asked for.
  if (pairs.every(isOwn)) {
    const numberOf = Int32Array.from(pairs.keys());
    return { numberOf, count: pairs.length, names: () => pairs.map(unitOf) };
  }
  const numbers = new Map<string, number>();
  const numberOf = pairs.map((pair) => {
    const unit = unitOf(pair);
    const number = numbers.get(unit) ?? numbers.size;
    numbers.set(unit, number);
    return number;
  });
  return { numberOf, count: numbers.size, names: () => [...numbers.keys()] };
}

function addAll(tallies: readonly Tally[], measures: readonly Measure[], view: View): void {
  for (let at = 0; at < measures.length; at++) {
    addTally(tallies[at] as Tally, (measures[at] as Measure).tally(view));
  }
}

function emptyUnits(size: number): UnitCounts {
  const column = (): Float64Array => new Float64Array(size);
  return { credit: column(), predicted: column(), gold: column() };
}

function addToUnit({ credit, predicted, gold }: UnitCounts, unit: number, tally: Tally): void {
  credit[unit] = (credit[unit] as number) + creditOf(tally);
  predicted[unit] = (predicted[unit] as number) + predictedOf(tally);
  gold[unit] = (gold[unit] as number) + goldOf(tally);
}
