import { byVerdict, type Filter } from './filter.js';
import { bleu, profileOf } from './self-bleu.js';

/** The greatest BLEU-4 that a sentence may have against those before it. */
export interface DiversitySettings {
  readonly most: number;
}

/** Takes out sentences that are put together from pieces of those kept before them. */
export const keepDiverse: Filter<DiversitySettings> = (sentences, { most }) => {
  const seen: Map<string, number>[] = [];
  return byVerdict(sentences, ({ text }) => {
    const profile = profileOf(text);
    const score = bleu(profile, (gram, size) => seen[size]?.get(gram) ?? 0);
    if (score > most) return `BLEU ${score.toFixed(2)} against the sentences before it`;
    profile.counts.forEach((grams, size) => {
      seen[size] ??= new Map();
      for (const [gram, count] of grams) seen[size].set(gram, Math.max(count, seen[size].get(gram) ?? 0));
    });
    return undefined;
  });
};
