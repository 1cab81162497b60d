import { UNKNOWN, type WordNumber } from './pieces.js';

/** Numbers for the words of names, under the form that the switches give them. */
export interface Vocabulary {
  /** The number of a word of a name, a new one where it was not seen. */
  readonly add: WordNumber;
  /** The number of a word of a text, `UNKNOWN` where no name has it. */
  readonly find: WordNumber;
  readonly size: number;
}

const MOST_REMEMBERED = 500_000;

/** A vocabulary without words. `form` is asked once for each spelling; forgotten spellings are asked again. */
export function makeVocabulary(form: (word: string) => string): Vocabulary {
  const numbers = new Map<string, number>();
  let remembered = new Map<string, number>();
  const add = (surface: string): number => {
    const key = form(surface);
    const number = numbers.get(key) ?? numbers.size;
    numbers.set(key, number);
    return number;
  };
  const ask = (surface: string): number => {
    const number = numbers.get(form(surface)) ?? UNKNOWN;
    if (remembered.size >= MOST_REMEMBERED) remembered = new Map();
    remembered.set(surface, number);
    return number;
  };
  return {
    add(surface) {
      const known = remembered.get(surface);
      if (known !== undefined && known !== UNKNOWN) return known;
      const number = add(surface);
      remembered.set(surface, number);
      return number;
    },
    find: (surface) => remembered.get(surface) ?? ask(surface),
    get size() {
      return numbers.size;
    },
  };
}
