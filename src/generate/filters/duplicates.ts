import { byVerdict, type Filter } from './filter.js';
import { nearIndex } from './near-index.js';

/** From which Jaccard index of three-word shingles on two sentences count as the same. */
export interface DuplicateSettings {
  readonly least: number;
}

/** From here on three-word shingles say that two sentences are nearly the same. */
export const NEARLY_SAME = 0.8;

/** Takes out what is nearly the same as a sentence before it. */
export const dropDuplicates: Filter<DuplicateSettings> = (sentences, { least }) => {
  const index = nearIndex();
  return byVerdict(sentences, ({ id, text }) => {
    const twin = index.nearest(text, least);
    if (twin === undefined) {
      index.add(id, text);
      return undefined;
    }
    return `like ${twin.id} (${twin.similarity.toFixed(2)})`;
  });
};
