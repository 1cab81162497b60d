import { neverEnds } from './abbreviations.js';
import type { Token } from './sentence.js';

/**
 * The sentences of a text as offsets, without the white space between them. A sentence ends at a line end, or at
 * `.`, `!`, `?` and their East Asian forms before white space, unless the text goes on in lower case or what stands
 * there is an abbreviation ("e.g.", "Fig. 2"), a species ("E. coli"), initials, a number ("p < .05"), or the sign
 * stands within brackets. None ends inside one of `whole`: mentions are not cut apart.
 */
export function splitSentences(text: string, whole: readonly Token[] = []): Token[] {
  const places: Token[] = [];
  const isInside = insideOneOf(whole);
  let start = 0;
  const close = (end: number): void => {
    const place = trimmed(text, start, end);
    if (place !== undefined) places.push(place);
  };
  for (const match of text.matchAll(CANDIDATE)) {
    const end = match.index + match[0].trimEnd().length;
    const next = match.index + match[0].length;
    if (isInside(end, next) || !isBoundary(text, start, match.index, match[0], next)) continue;
    close(end);
    start = next;
  }
  close(text.length);
  return places;
}

// A line end, or a closing sign with the quotes and brackets behind it and white space; East Asian signs need none.
const CANDIDATE = /\s*[\n\r\u2028\u2029]\s*|[.!?]+["'”’)\]]*\s+|[。！？]+[”’」』）]*\s*/g;

function isBoundary(text: string, start: number, at: number, sign: string, next: number): boolean {
  if (/[\n\r\u2028\u2029。！？]/.test(sign)) return true;
  const before = text.slice(Math.max(start, at - 40), at);
  const after = text.slice(next, next + 12);
  if (/^[\p{Ll},;:%)\]]/u.test(after)) return false;
  if (sign.startsWith('.') && neverEnds(before, after)) return false;
  return !isOpen(text.slice(Math.max(start, at - 400), at), sign);
}

/** Whether a bracket that was opened in this sentence is still open behind the sign. */
function isOpen(before: string, sign: string): boolean {
  let depth = 0;
  for (const character of before + sign) {
    if (character === '(' || character === '[') depth++;
    else if ((character === ')' || character === ']') && depth > 0) depth--;
  }
  return depth > 0;
}

function insideOneOf(whole: readonly Token[]): (end: number, next: number) => boolean {
  if (whole.length === 0) return () => false;
  const byStart = [...whole].sort((a, b) => a.start - b.start);
  let at = 0;
  let reach = 0;
  return (end, next) => {
    while (at < byStart.length && (byStart[at] as Token).start < next) {
      reach = Math.max(reach, (byStart[at] as Token).end);
      at++;
    }
    return reach > end;
  };
}

function trimmed(text: string, start: number, end: number): Token | undefined {
  let [from, to] = [start, end];
  while (from < to && WHITE.test(text[from] as string)) from++;
  while (to > from && WHITE.test(text[to - 1] as string)) to--;
  return from < to ? { start: from, end: to } : undefined;
}

const WHITE = /\s/;
