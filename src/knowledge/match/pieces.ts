import { KINDS, kindAt } from './characters.js';
import type { WordNumber } from './vocabulary.js';

/** The words of one text in columns, kept from text to text so that reading makes no garbage. */
export interface Pieces {
  count: number;
  /** UTF-16 offsets, half-open. */
  start: Int32Array;
  end: Int32Array;
  /** Number of the word in the vocabulary, `UNKNOWN` where no name has it. */
  word: Int32Array;
  /** Marks passed over since the piece before; `BREAK` where no name goes on across them. */
  gap: Uint8Array;
}

export const UNKNOWN = -1;
export const BREAK = 2;

/** Empty columns. */
export function noPieces(): Pieces {
  return columns(256);
}

function columns(size: number): Pieces {
  return {
    count: 0,
    start: new Int32Array(size),
    end: new Int32Array(size),
    word: new Int32Array(size),
    gap: new Uint8Array(size),
  };
}

/**
 * Cuts a text into words: runs of letters, digits and marks, Greek letters apart, with a possessive
 * `'s`, spaced or not, as part of its word (`Parkinson ' s` is `Parkinsons`); symbols are words of their own.
 * Punctuation that `skips` is passed over, else a word too.
 */
export function cut(
  text: string,
  into: Pieces,
  wordNumber: WordNumber,
  skips: (mark: string) => boolean,
): Pieces {
  if (text.length > into.start.length) Object.assign(into, columns(text.length * 2));
  into.count = 0;
  let gap = 0;
  for (let at = 0; at < text.length; ) {
    const kind = kindAt(text, at);
    let end = at + 1;
    if (kind === KINDS.letter || kind === KINDS.greek) {
      const wordEnd = runEnd(text, at, kind);
      end = possessiveEnd(text, wordEnd);
      push(into, at, end, wordNumber(text, at, wordEnd, end > wordEnd), gap);
      gap = 0;
    } else if (kind === KINDS.symbol || (kind !== KINDS.space && !skips(text[at] as string))) {
      push(into, at, end, wordNumber(text, at, end, false), gap);
      gap = 0;
    } else if (kind !== KINDS.space) gap += kind === KINDS.soft ? 1 : BREAK;
    at = end;
  }
  return into;
}

function push(into: Pieces, start: number, end: number, word: number, gap: number): void {
  const at = into.count++;
  into.start[at] = start;
  into.end[at] = end;
  into.word[at] = word;
  into.gap[at] = Math.min(gap, BREAK);
}

function runEnd(text: string, from: number, kind: number): number {
  let at = from + 1;
  while (at < text.length && kindAt(text, at) === kind) at++;
  return at;
}

/** Where a word ends that ended at `end`, with the possessive `'s` behind it if there is one. */
function possessiveEnd(text: string, end: number): number {
  let at = end;
  while (text.charCodeAt(at) === 32) at++;
  if (at >= text.length || kindAt(text, at) !== KINDS.soft) return end;
  if (!APOSTROPHES.has(text[at] as string)) return end;
  at++;
  while (text.charCodeAt(at) === 32) at++;
  const letter = text[at];
  if (letter !== 's' && letter !== 'S') return end;
  const isWhole = at + 1 >= text.length || kindAt(text, at + 1) !== KINDS.letter;
  return isWhole ? at + 1 : end;
}

const APOSTROPHES = new Set(["'", '\u2018', '\u2019', '\u02bc', '\u2032']);
