import type { Sentence, Token } from '../corpus/sentence.js';

/** What is held of a token. */
export const OUTSIDE = 0;
export const MENTION = 1;
export const UNKNOWN = 2;

/** A sentence with its words, as the rules look at it. */
export interface Reading {
  readonly sentence: Sentence;
  /** Of each token its text without case. */
  readonly words: readonly string[];
  /** Of each token what is held of it so far. */
  readonly marks: Uint8Array;
}

export function readingOf(sentence: Sentence): Reading {
  const { text, tokens } = sentence;
  const lower = text.toLowerCase();
  const whole = lower.length === text.length ? lower : text;
  return {
    sentence,
    words: tokens.map(({ start, end }) => whole.slice(start, end)),
    marks: new Uint8Array(tokens.length),
  };
}

/** Whether a word is made of letters or digits, not of signs. */
export function isWord(word: string): boolean {
  const code = word.charCodeAt(0) | 32;
  if (code < 128) return (code >= 97 && code <= 122) || (code >= 48 && code <= 57);
  return /^[\p{L}\p{N}]/u.test(word);
}

/** Numbers of tokens, half-open. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

/** The tokens that a stretch touches. */
export function rangeOf({ tokens }: Pick<Sentence, 'tokens'>, { start, end }: Token): Range {
  let from = 0;
  while (from < tokens.length && (tokens[from] as Token).end <= start) from++;
  let to = from;
  while (to < tokens.length && (tokens[to] as Token).start < end) to++;
  return { from, to };
}

/** The longest runs of tokens with this mark, as stretches of the text. */
export function stretchesOf({ sentence: { tokens }, marks }: Reading, mark: number): Token[] {
  const stretches: Token[] = [];
  for (let at = 0; at < tokens.length; at++) {
    if (marks[at] !== mark) continue;
    const { start } = tokens[at] as Token;
    while (at + 1 < tokens.length && marks[at + 1] === mark) at++;
    stretches.push({ start, end: (tokens[at] as Token).end });
  }
  return stretches;
}
