import type { WordUses } from './word-uses.js';

/** How much the words beside a stretch are like those beside names. */
export interface ContextModel {
  /** Log odds (nats) of the words in `contextOf`'s places standing beside a sure name rather than anywhere; 0 says nothing. */
  score(context: readonly string[]): number;
}

/** Words of prior belief that a place beside a name has the words of any other. */
const PRIOR = 50;

/** Naive Bayes over the places, smoothed by the frequencies of the whole text. */
export function contextModel(contexts: Iterable<readonly string[]>, words: WordUses): ContextModel {
  const places: Map<string, number>[] = [];
  let total = 0;
  for (const context of contexts) {
    total++;
    for (const [at, word] of context.entries()) {
      places[at] ??= new Map();
      places[at]?.set(word, (places[at]?.get(word) ?? 0) + 1);
    }
  }
  return {
    score: (context) =>
      context.reduce((sum, word, at) => {
        const seen = word === '' ? 0 : words.count(word);
        if (seen === 0) return sum;
        const share = seen / words.total;
        return sum + Math.log(((places[at]?.get(word) ?? 0) + PRIOR * share) / ((total + PRIOR) * share));
      }, 0),
  };
}
