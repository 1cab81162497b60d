import { isWord, MENTION, type Reading } from '../reading.js';
import type { TermReading } from './rule.js';

const MOST_WORDS = 5;

/** Where the modifiers before a token begin, as far as no mention stands there. Hyphens between two of them belong to them. */
export function leftEnd(reading: TermReading, at: number): number {
  const { words, parts, marks } = reading;
  let from = at;
  for (let more = 0; more < MOST_WORDS && from > 0; more++) {
    const before = words[from - 1] === '-' ? from - 2 : from - 1;
    if (before < 0 || marks[before] === MENTION) break;
    if (parts[before]?.isModifier !== true && !isShortForm(reading, before)) break;
    from = before;
  }
  return from;
}

/** Behind a link (`deficiency of`) where the words end that belong to it; the token itself where there is none. */
export function rightEnd({ words, parts, marks }: TermReading, to: number): number {
  if (parts[to]?.isLink !== true) return to;
  let end = to + 1;
  for (let more = 0; more < MOST_WORDS && end < words.length; more++) {
    const next = words[end] === '-' && more > 0 ? end + 1 : end;
    if (!isWord(words[next] ?? '') || parts[next]?.isFunction === true || marks[next] === MENTION) break;
    end = next + 1;
  }
  return end === to + 1 ? to : end;
}

/** A short form by its looks: `HPRT`, `C7`. */
export function isShortForm({ sentence: { text, tokens } }: Reading, at: number): boolean {
  const token = tokens[at];
  if (token === undefined) return false;
  const { start, end } = token;
  return end - start >= 2 && end - start <= 8 && SHORT_FORM.test(text.slice(start, end));
}

const SHORT_FORM = /^(?=.*\p{Lu}.*[\p{Lu}\d])[\p{L}\d]+$/u;
