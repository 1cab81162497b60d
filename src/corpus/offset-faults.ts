import type { Document } from './document.js';
import type { Token } from './sentence.js';

/** What is wrong with a document's offsets, or nothing. */
export function offsetFault({
  text,
  spans,
  unknown = [],
  sentences = [],
  sections = [],
}: Document): string | undefined {
  const fault =
    stretchFault(text, spans, 'span') ??
    stretchFault(text, unknown, 'unknown stretch') ??
    stretchFault(
      text,
      spans.flatMap(({ fragments = [] }) => fragments),
      'fragment',
    ) ??
    emptyOrStretch(text, [...sentences, ...sections]);
  if (fault !== undefined) return fault;
  for (const { tokens = [] } of sentences) {
    const bad = stretchFault(text, tokens, 'token');
    if (bad !== undefined) return bad;
    const overlap = tokens.findIndex((token, index) => token.start < (tokens[index - 1]?.end ?? 0));
    if (overlap !== -1) return `the token ${show(tokens[overlap])} begins before the one ahead of it ends`;
  }
  return spans.some(
    ({ start, end, fragments }) => fragments !== undefined && isOutside(fragments, start, end),
  )
    ? 'the fragments of a span are not in order, or do not begin and end with it'
    : undefined;
}

function isOutside(fragments: readonly Token[], start: number, end: number): boolean {
  const inOrder = fragments.every((piece, index) => piece.start >= (fragments[index - 1]?.end ?? 0));
  return !inOrder || fragments[0]?.start !== start || fragments.at(-1)?.end !== end;
}

function stretchFault(text: string, places: readonly Token[], what: string): string | undefined {
  const bad = places.find((place) => place.start >= place.end || !isInside(text, place));
  return bad && `the ${what} ${show(bad)} is no stretch of the text (${text.length} units)`;
}

function emptyOrStretch(text: string, places: readonly Token[]): string | undefined {
  const bad = places.find((place) => place.start > place.end || !isInside(text, place));
  return bad && `the part ${show(bad)} is no stretch of the text (${text.length} units)`;
}

function isInside(text: string, { start, end }: Token): boolean {
  return end <= text.length && !splitsPair(text, start) && !splitsPair(text, end);
}

/** Whether an offset falls between the two halves of one character. */
function splitsPair(text: string, at: number): boolean {
  return at > 0 && (text.codePointAt(at - 1) ?? 0) > 0xffff;
}

function show(place: Token | undefined): string {
  return `${place?.start}–${place?.end}`;
}
