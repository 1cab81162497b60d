import type { WordUses } from './word-uses.js';

/** Words beside a stretch, in the places of `contextOf`. */
export type Context = readonly string[];

/** How much the words beside a stretch are like those beside names. */
export interface ContextModel {
  /** Log odds (nats) of these words standing beside a name rather than anywhere; 0 says nothing. */
  score(context: Context): number;
}

/** Words of prior belief that a place beside a name has the words of any other. */
const PRIOR = 50;

/** Naive Bayes over the places, smoothed by the frequencies of the whole text; `less` are some of the contexts, left out. */
export function contextModel(
  contexts: readonly Context[],
  words: WordUses,
): ContextModel & { without(less: readonly Context[]): ContextModel } {
  const all = countPlaces(contexts);
  const without = (less: readonly Context[]): ContextModel => {
    const out = countPlaces(less);
    const total = all.total - out.total;
    return {
      score: (context) =>
        context.reduce((sum, word, at) => {
          const seen = word === '' ? 0 : words.count(word);
          if (seen === 0) return sum;
          const share = seen / words.total;
          const beside = countAt(all, at, word) - countAt(out, at, word);
          return sum + Math.log((beside + PRIOR * share) / ((total + PRIOR) * share));
        }, 0),
    };
  };
  return { ...without([]), without };
}

/** How often each word stands in each place. */
interface Places {
  readonly total: number;
  readonly counts: readonly ReadonlyMap<string, number>[];
}

function countPlaces(contexts: readonly Context[]): Places {
  const counts: Map<string, number>[] = [];
  for (const context of contexts) {
    for (const [at, word] of context.entries()) {
      counts[at] ??= new Map();
      counts[at]?.set(word, (counts[at]?.get(word) ?? 0) + 1);
    }
  }
  return { total: contexts.length, counts };
}

const countAt = ({ counts }: Places, at: number, word: string): number => counts[at]?.get(word) ?? 0;
