import type { Sentence } from '../corpus/index.js';
import { countPairs, MEASURES, type MeasureName, pairSentences, type UnitCounts } from '../evaluate/index.js';

/** What some measures count in predictions, unit by unit: documents, or sentences where none are known. */
export function countsOf(
  gold: readonly Sentence[],
  tagged: readonly Sentence[],
  names: readonly MeasureName[],
): { readonly counts: readonly UnitCounts[]; readonly unit: 'document' | 'sentence' } {
  const measures = names.map(
    (name) => MEASURES.find((one) => one.name === name) as (typeof MEASURES)[number],
  );
  const { counts } = countPairs(pairSentences(gold, tagged), { measures, byLabel: false });
  const isOfDocuments = gold.some(({ document }) => document !== undefined);
  return { counts: counts.map(({ units }) => units), unit: isOfDocuments ? 'document' : 'sentence' };
}
