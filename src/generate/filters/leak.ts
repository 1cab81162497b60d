import type { Sentence } from '../../corpus/sentence.js';
import { byVerdict, type Filter } from './filter.js';
import { nearIndex } from './near-index.js';

/** The sentences that scores will be computed on, and from which Jaccard index on one counts as the same. */
export interface LeakSettings {
  readonly heldOut: readonly Sentence[];
  readonly least: number;
}

/** Takes out what is nearly a sentence of the development or test set: a model may have read them. */
export const dropLeaks: Filter<LeakSettings> = (sentences, { heldOut, least }) => {
  const index = nearIndex();
  for (const { id, text } of heldOut) index.add(id, text);
  return byVerdict(sentences, ({ text }) => {
    const twin = index.nearest(text, least);
    return twin && `like ${twin.id} of the held-out sentences (${twin.similarity.toFixed(2)})`;
  });
};
