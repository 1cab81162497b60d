import type { Fractions } from './macro.js';
import { type ByMeasure, byMeasure, type Counted, unitsOf } from './report.js';
import { FIGURE_OF } from './resample.js';
import type { UnitCounts } from './score.js';

/** The scores of one document by every measure. */
export interface DocumentScores extends ByMeasure<Fractions> {
  readonly id: string;
}

/** The scores of each document, or each sentence where there are none, in their order. */
export function documentScores({ units, counts, concept }: Counted): DocumentScores[] {
  const columns = concept === undefined ? undefined : unitsOf(concept.documents);
  const of = (column: UnitCounts | undefined, unit: number): Fractions => {
    const { credit, predicted, gold } = column ?? { credit: [], predicted: [], gold: [] };
    const sums = { credit: credit[unit] ?? 0, predicted: predicted[unit] ?? 0, gold: gold[unit] ?? 0 };
    const { precision, recall, f1 } = FIGURE_OF;
    return { precision: precision(sums), recall: recall(sums), f1: f1(sums) };
  };
  return units.map((id, unit) => {
    const scores = (count: { readonly units?: UnitCounts }): Fractions => of(count.units ?? columns, unit);
    return { id, ...byMeasure(counts, concept, scores, scores) };
  });
}
