import { type Document, piecesOf } from './document.js';
import type { Holds } from './format.js';
import type { Losses } from './losses.js';
import type { Span } from './sentence.js';

/** Which mention stays where a format cannot hold both: the longer, the shorter, or neither without being told. */
export const NESTED_POLICIES = ['outer', 'inner', 'error'] as const;
export type NestedPolicy = (typeof NESTED_POLICIES)[number];

/**
 * The document's mentions as a format without overlaps or fragments can hold them. Of two that overlap the longer
 * stays under `outer`, the shorter under `inner`, the one named first where they are as long. A discontinuous mention
 * becomes the stretch from its first to its last piece under `outer`, its longest piece under `inner`. White space
 * at the ends of a mention is left out.
 */
export function flatten(document: Document, holds: Holds, policy: NestedPolicy, losses: Losses): Document {
  if (!holds.spans || (holds.overlaps && holds.fragments)) return document;
  let { spans } = document;
  if (!holds.fragments && spans.some(({ fragments }) => fragments !== undefined)) {
    spans = spans.map((span) => inOnePiece(span, policy, document.id, losses));
  }
  if (!holds.overlaps) {
    spans = withoutOverlaps(trimmed(document.text, spans, document.id, losses), policy, document.id, losses);
  }
  return spans === document.spans ? document : { ...document, spans };
}

function inOnePiece(span: Span, policy: NestedPolicy, id: string, losses: Losses): Span {
  if (span.fragments === undefined) return span;
  losses.conflict('discontinuous mentions', id, span);
  const { fragments: _, surface: __, ...rest } = span;
  if (policy !== 'inner') return rest;
  const longest = piecesOf(span).reduce((best, piece) => (lengthOf(piece) > lengthOf(best) ? piece : best));
  return { ...rest, ...longest };
}

const lengthOf = ({ start, end }: { start: number; end: number }): number => end - start;

function trimmed(text: string, spans: readonly Span[], id: string, losses: Losses): readonly Span[] {
  if (!spans.some(({ start, end }) => WHITE.test(text[start] ?? '') || WHITE.test(text[end - 1] ?? '')))
    return spans;
  return spans.flatMap((span) => {
    const covered = text.slice(span.start, span.end);
    const start = span.start + covered.length - covered.trimStart().length;
    const end = span.end - (covered.length - covered.trimEnd().length);
    if (start === span.start && end === span.end) return [span];
    losses.add('white space at the ends of mentions', id, span);
    return start < end ? [{ ...span, start, end }] : [];
  });
}

const WHITE = /\s/;

function withoutOverlaps(
  spans: readonly Span[],
  policy: NestedPolicy,
  id: string,
  losses: Losses,
): readonly Span[] {
  if (spans.every(({ start }, at) => at === 0 || start >= (spans[at - 1] as Span).end)) return spans;
  const inOrder = spans.map((span, index) => ({ span, index })).sort((a, b) => a.span.start - b.span.start);
  let reach = -1;
  const overlap = inOrder.some(({ span }) => {
    const overlaps = span.start < reach;
    reach = Math.max(reach, span.end);
    return overlaps;
  });
  if (!overlap) return spans;
  const sign = policy === 'inner' ? 1 : -1;
  const byRank = [...inOrder].sort(
    (a, b) => sign * (lengthOf(a.span) - lengthOf(b.span)) || a.index - b.index,
  );
  const kept: typeof inOrder = [];
  for (const entry of byRank) {
    const rival = kept.find(({ span }) => span.start < entry.span.end && entry.span.start < span.end);
    if (rival === undefined) kept.push(entry);
    else count(entry.span, rival.span, id, losses);
  }
  return kept.sort((a, b) => a.index - b.index).map(({ span }) => span);
}

function count(lost: Span, kept: Span, id: string, losses: Losses): void {
  const samePlace = lost.start === kept.start && lost.end === kept.end;
  if (samePlace && lost.label === kept.label) losses.add('repeated mentions', id, lost);
  else if (samePlace) losses.conflict('mentions with several labels', id, lost);
  else if (contains(lost, kept) || contains(kept, lost)) losses.conflict('nested mentions', id, lost);
  else losses.conflict('crossing mentions', id, lost);
}

const contains = (one: Span, other: Span): boolean => one.start <= other.start && other.end <= one.end;
