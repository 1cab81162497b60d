import { singular } from '../../knowledge/match/normalisations/plural.js';

/** The words that names are made of, without case; last words in the singular. */
export interface NameWords {
  add(name: string): void;
  /** Names of several words that end with the word. */
  ends(word: string): number;
  /** Names that have the word before their last one. */
  leads(word: string): number;
  /** Names whose last word has this ending (`endingOf`). */
  ending(ending: string): number;
  readonly names: number;
}

const WORD = /[\p{L}\p{N}\p{M}]+/gu;
const ENDING = 5;
const LEAST_LETTERS = 7;

/** The last five letters of a word of at least seven, in the singular: `oblastoma`'s `stoma`. */
export function endingOf(word: string): string | undefined {
  if (word.length < LEAST_LETTERS || !/^\p{L}+$/u.test(word)) return undefined;
  return singular(word).slice(-ENDING);
}

/** Counts words of names. Inverted names (`Anemia, Hemolytic`) tell nothing of order and are passed over. */
export function makeNameWords(): NameWords {
  const ends = new Map<string, number>();
  const leads = new Map<string, number>();
  const endings = new Map<string, number>();
  let names = 0;
  return {
    add(name) {
      if (name.includes(',')) return;
      names++;
      const words = name.toLowerCase().match(WORD) ?? [];
      const last = words.pop();
      if (last === undefined) return;
      const ending = endingOf(last);
      if (ending !== undefined) raise(endings, ending);
      if (words.length === 0) return;
      raise(ends, singular(last));
      for (const word of words) raise(leads, word);
    },
    ends: (word) => ends.get(singular(word)) ?? 0,
    leads: (word) => leads.get(word) ?? 0,
    ending: (ending) => endings.get(ending) ?? 0,
    get names() {
      return names;
    },
  };
}

const raise = (counts: Map<string, number>, key: string): void => {
  counts.set(key, (counts.get(key) ?? 0) + 1);
};
