import { KINDS, kindAt } from './characters.js';

/** A word beside a stretch of text, and what stands between the two. */
export interface Beside {
  readonly start: number;
  readonly end: number;
  readonly word: string;
  /** Without white space. */
  readonly between: string;
}

const isWord = (text: string, at: number): boolean => {
  const kind = kindAt(text, at);
  return kind === KINDS.letter || kind === KINDS.greek;
};

/** The last word that ends at or before an offset. */
export function wordBefore(text: string, at: number): Beside | undefined {
  let end = at;
  while (end > 0 && !isWord(text, end - 1)) end--;
  let start = end;
  while (start > 0 && isWord(text, start - 1)) start--;
  if (start === end) return undefined;
  return { start, end, word: text.slice(start, end), between: text.slice(end, at).replaceAll(' ', '') };
}

/** The first word that begins at or behind an offset. */
export function wordAfter(text: string, at: number): Beside | undefined {
  let start = at;
  while (start < text.length && !isWord(text, start)) start++;
  let end = start;
  while (end < text.length && isWord(text, end)) end++;
  if (start === end) return undefined;
  return { start, end, word: text.slice(start, end), between: text.slice(at, start).replaceAll(' ', '') };
}
