import type { Span, Token } from '../corpus/sentence.js';
import type { Written } from './token-style.js';

/** A sentence's text with what lies over it. */
export interface Marked {
  readonly text: string;
  readonly tokens: readonly Token[];
  readonly spans: readonly Span[];
}

/**
 * Puts `written` in the place of [start, end). Tokens and spans behind move along; a token that
 * reaches over an edge keeps its part outside. No span may reach over an edge; one that covers
 * exactly [start, end) covers the new text.
 */
export function replaceRange(marked: Marked, start: number, end: number, written: Written): Marked {
  const shift = written.text.length - (end - start);
  const before = marked.tokens
    .filter((token) => token.start < start)
    .map((token) => ({ start: token.start, end: Math.min(token.end, start) }));
  const inside = written.tokens.map((token) => ({ start: token.start + start, end: token.end + start }));
  const after = marked.tokens
    .filter((token) => token.end > end)
    .map((token) => ({ start: Math.max(token.start, end) + shift, end: token.end + shift }));
  return {
    text: marked.text.slice(0, start) + written.text + marked.text.slice(end),
    tokens: [...before, ...inside, ...after],
    spans: marked.spans.map((span) => (span.end <= start ? span : moved(span, start, shift))),
  };
}

/** The span after an edit that begins at `edge` and ends at or before the span's end. */
function moved(span: Span, edge: number, shift: number): Span {
  const place = ({ start, end }: Token): Token => ({
    start: start > edge ? start + shift : start,
    end: end > edge ? end + shift : end,
  });
  const { fragments } = span;
  return { ...span, ...place(span), ...(fragments && { fragments: fragments.map(place) }) };
}
