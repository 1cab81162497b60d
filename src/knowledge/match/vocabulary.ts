import { UNKNOWN } from './pieces.js';

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

const S = 's'.charCodeAt(0);

/** Numbers by spelling; asked by place, so that the words of a text need not be cut out of it. */
function spellingTable() {
  let words: (string | undefined)[] = new Array(1024);
  let numbers = new Int32Array(1024);
  let size = 0;

  const isAt = (word: string, text: string, start: number, end: number, isPossessive: boolean): boolean => {
    const length = end - start;
    if (word.length !== length + (isPossessive ? 1 : 0)) return false;
    if (isPossessive && word.charCodeAt(length) !== S) return false;
    for (let at = 0; at < length; at++) if (word.charCodeAt(at) !== text.charCodeAt(start + at)) return false;
    return true;
  };
  const slotOf = (text: string, start: number, end: number, isPossessive: boolean): number => {
    const mask = words.length - 1;
    let at = hash(text, start, end, isPossessive) & mask;
    for (let word = words[at]; word !== undefined; word = words[at]) {
      if (isAt(word, text, start, end, isPossessive)) break;
      at = (at + 1) & mask;
    }
    return at;
  };
  const set = (word: string, number: number): void => {
    const at = slotOf(word, 0, word.length, false);
    words[at] = word;
    numbers[at] = number;
  };
  const grow = (): void => {
    const before = { words, numbers };
    words = new Array(before.words.length * 2);
    numbers = new Int32Array(words.length);
    before.words.forEach((word, at) => {
      if (word !== undefined) set(word, before.numbers[at] as number);
    });
  };
  return {
    get(text: string, start: number, end: number, isPossessive: boolean): number | undefined {
      const at = slotOf(text, start, end, isPossessive);
      return words[at] === undefined ? undefined : numbers[at];
    },
    add(word: string, number: number): void {
      if (size * 2 > words.length) grow();
      set(word, number);
      size++;
    },
    get size() {
      return size;
    },
  };
}

function hash(text: string, start: number, end: number, isPossessive: boolean): number {
  let value = 0;
  for (let at = start; at < end; at++) value = (Math.imul(value, 31) + text.charCodeAt(at)) | 0;
  if (isPossessive) value = (Math.imul(value, 31) + S) | 0;
  return value ^ (value >>> 15);
}
