import { type BoundedCounts, boundedCounts } from '../bounded-counts.js';
import { isWord } from '../reading.js';
import type { WordUses } from './word-uses.js';

/** Phrases held at most. */
const MOST_PHRASES = 1 << 19;
const LONGEST = 3;

/** Counts phrases of two and three neighbouring words of at least three letters. */
export interface PhraseCounts {
  add(words: readonly string[]): void;
  readonly counts: BoundedCounts;
}

export function makePhraseCounts(limit = MOST_PHRASES): PhraseCounts {
  const counts = boundedCounts(limit);
  return {
    counts,
    add(words) {
      for (let from = 0; from < words.length; from++) {
        let phrase = words[from] as string;
        if (!isPart(phrase)) continue;
        for (let to = from + 1; to < Math.min(words.length, from + LONGEST); to++) {
          const word = words[to] as string;
          if (!isPart(word)) break;
          phrase += ` ${word}`;
          counts.add(phrase);
        }
      }
    },
  };
}

const isPart = (word: string): boolean => word.length >= 3 && isWord(word);

/**
 * Normalised pointwise mutual information (Bouma 2009) of a phrase's words: 0 where they meet by chance, 1 where none
 * stands without the others.
 */
export function cohesion(phrase: string, count: number, words: WordUses): number {
  const parts = phrase.split(' ');
  const joint = Math.log(count / words.total);
  const apart = parts.reduce((sum, word) => sum + Math.log(words.count(word) / words.total), 0);
  return (joint - apart) / (-joint * (parts.length - 1));
}
