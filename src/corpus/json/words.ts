import type { Token } from '../sentence.js';

/** Words as a text, single spaces between, and where each stands. */
export function joinWords(words: readonly string[]): { text: string; tokens: Token[] } {
  const tokens: Token[] = [];
  let start = 0;
  for (const word of words) {
    tokens.push({ start, end: start + word.length });
    start += word.length + 1;
  }
  return { text: words.join(' '), tokens };
}
