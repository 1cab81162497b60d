import type { Measure } from './measures/measure.js';
import { MEASURES } from './measures.js';
import type { Pair } from './pair.js';
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
}

/** The unit that a sentence is drawn with when the data are resampled: its document, else itself. */
export function unitOf({ gold }: Pair): string {
  return gold.document?.id ?? gold.id;
}

/** Counts by every measure in one pass over the sentences. */
export function countPairs(pairs: readonly Pair[], { measures = MEASURES }: CountOptions = {}): Evaluation {
  const numbers = new Map<string, number>();
  const units = pairs.map((pair) => {
    const unit = unitOf(pair);
    const number = numbers.get(unit) ?? numbers.size;
    numbers.set(unit, number);
    return number;
  });
  const counters = measures.map((measure) => new Counter(measure, numbers.size));
  pairs.forEach((pair, at) => {
    const view = viewOf(pair);
    const parts = partsOf(view);
    for (const counter of counters) counter.add(units[at] ?? 0, view, parts);
  });
  for (const { labels } of counters) sortKeys(labels);
  return { units: [...numbers.keys()], counts: counters };
}

type Parts = readonly (readonly [label: string, view: View])[];

/** The sentence under each of its labels; itself where it has but one. */
function partsOf(view: View): Parts {
  const labels = [...view.labels()];
  return labels.map((label) => [label, labels.length === 1 ? view : view.only(label)]);
}

class Counter implements Count {
  readonly measure: Measure;
  readonly total = emptyTally();
  readonly labels = new Map<string, Tally>();
  readonly units: UnitCounts;

  constructor(measure: Measure, units: number) {
    this.measure = measure;
    const [credit, predicted, gold] = [units, units, units].map((size) => new Float64Array(size));
    this.units = { credit, predicted, gold } as UnitCounts;
  }

  add(unit: number, view: View, parts: Parts): void {
    if (parts.length === 0) return;
    const whole = this.measure.tally(view);
    addTally(this.total, whole);
    const { credit, predicted, gold } = this.units;
    credit[unit] = (credit[unit] ?? 0) + creditOf(whole);
    predicted[unit] = (predicted[unit] ?? 0) + predictedOf(whole);
    gold[unit] = (gold[unit] ?? 0) + goldOf(whole);
    for (const [label, part] of parts) {
      const tally = this.labels.get(label) ?? emptyTally();
      this.labels.set(label, tally);
      addTally(tally, part === view ? whole : this.measure.tally(part));
    }
  }
}

function sortKeys(map: Map<string, Tally>): void {
  const entries = [...map].sort(([a], [b]) => (a < b ? -1 : 1));
  map.clear();
  for (const [key, value] of entries) map.set(key, value);
}
