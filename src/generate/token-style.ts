import type { Sentence, Token } from '../corpus/sentence.js';
import { tokenise } from '../corpus/tokenise.js';

/**
 * How a sentence's tokens stand in its text. `natural`: punctuation touches words. `spaced`: one
 * space between every two tokens, punctuation apart, as in IOB files. `words`: tokens are what
 * stands between spaces, punctuation included.
 */
export type TokenStyle = 'natural' | 'spaced' | 'words';

/** A name as it is written in a style, with its tokens. */
export interface Written {
  readonly text: string;
  readonly tokens: readonly Token[];
}

/** Tells each sentence's style; one that shows nothing of it goes with the rest of the corpus. */
export function tokenStyles(sentences: readonly Sentence[]): (sentence: Sentence) => TokenStyle {
  const counts: Record<TokenStyle, number> = { natural: 0, spaced: 0, words: 0 };
  for (const sentence of sentences) {
    const style = shownStyle(sentence);
    if (style !== undefined) counts[style]++;
  }
  const order: readonly TokenStyle[] = ['spaced', 'natural', 'words'];
  const usual = order.reduce((best, style) => (counts[style] > counts[best] ? style : best));
  return (sentence) => shownStyle(sentence) ?? usual;
}

function shownStyle({ text, tokens }: Sentence): TokenStyle | undefined {
  const spaced = tokens.every(({ start }, at) => {
    const before = at === 0 ? -1 : tokens[at - 1]?.end;
    return start - (before ?? 0) === 1 && (at === 0 || text[start - 1] === ' ');
  });
  if (!spaced) return 'natural';
  const pieces = tokens.map(({ start, end }) => text.slice(start, end));
  if (pieces.some((piece) => tokenise(piece).length > 1)) return 'words';
  return pieces.some((piece) => !/[\p{L}\p{N}\p{M}]/u.test(piece)) ? 'spaced' : undefined;
}

/** Writes a name in a style, white space runs made single spaces. */
export function writeIn(style: TokenStyle, name: string): Written {
  const text = name.trim().replace(/\s+/gu, ' ');
  if (style === 'natural') return { text, tokens: tokenise(text) };
  if (style === 'words') return { text, tokens: betweenSpaces(text) };
  const pieces = tokenise(text).map(({ start, end }) => text.slice(start, end));
  const joined = pieces.join(' ');
  return { text: joined, tokens: betweenSpaces(joined) };
}

function betweenSpaces(text: string): Token[] {
  return Array.from(text.matchAll(/\S+/gu), ({ index, 0: piece }) => ({
    start: index,
    end: index + piece.length,
  }));
}
