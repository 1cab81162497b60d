import type { Token } from './sentence.js';

const TOKEN = /[\p{L}\p{N}\p{M}]+|\S/gu;

/** Splits a text into runs of letters, digits and marks, and single other characters that are not white space. */
export function tokenise(text: string): Token[] {
  return Array.from(text.matchAll(TOKEN), (match) => ({
    start: match.index,
    end: match.index + match[0].length,
  }));
}
