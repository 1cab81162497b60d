import { UNKNOWN } from './pieces.js';
import { spellingTable } from './spelling-table.js';

/** A word as it stands in a text: UTF-16 offsets, and whether a possessive's `s` belongs to it. */
export type WordNumber = (text: string, start: number, end: number, isPossessive: boolean) => number;

/** Numbers for the words of names, under the form that the switches give them. */
export interface Vocabulary {
  /** The number of a word of a name, a new one where it was not seen. */
  readonly add: WordNumber;
  /** The number of a word of a text, `UNKNOWN` where no name has it. */
  readonly find: WordNumber;
  /** The number of a word by itself. */
  readonly numberOf: (word: string) => number;
  readonly size: number;
}

const MOST_REMEMBERED = 500_000;

/** A vocabulary without words. `form` is asked once for each spelling; forgotten spellings are asked again. */
export function makeVocabulary(form: (word: string) => string): Vocabulary {
  const numbers = new Map<string, number>();
  let spellings = spellingTable();
  const remember = (word: string, number: number): number => {
    if (spellings.size >= MOST_REMEMBERED) spellings = spellingTable();
    spellings.add(word, number);
    return number;
  };
  const find: WordNumber = (text, start, end, isPossessive) => {
    const known = spellings.get(text, start, end, isPossessive);
    if (known !== undefined) return known;
    const word = surface(text, start, end, isPossessive);
    return remember(word, numbers.get(form(word)) ?? UNKNOWN);
  };
  return {
    find,
    numberOf: (word) => find(word, 0, word.length, false),
    // All names come before the first text, so that what is remembered stays right.
    add(text, start, end, isPossessive) {
      const known = spellings.get(text, start, end, isPossessive);
      if (known !== undefined) return known;
      const word = surface(text, start, end, isPossessive);
      const key = form(word);
      const number = numbers.get(key) ?? numbers.size;
      numbers.set(key, number);
      return remember(word, number);
    },
    get size() {
      return numbers.size;
    },
  };
}

/** The word as a text of its own. */
export function surface(text: string, start: number, end: number, isPossessive: boolean): string {
  return isPossessive ? `${text.slice(start, end)}s` : text.slice(start, end);
}
