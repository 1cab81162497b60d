import type { Span } from '../corpus/sentence.js';

/** The key under which two spans are one and the same. */
export function spanKey(span: Span): string {
  return `${span.start} ${span.end} ${span.label}${piecesKey(span)}`;
}

/** By start, then end, then label, then the pieces of discontinuous ones: 0 for the same span. */
export function compareSpans(a: Span, b: Span): number {
  if (a.start !== b.start) return a.start - b.start;
  if (a.end !== b.end) return a.end - b.end;
  if (a.label !== b.label) return a.label < b.label ? -1 : 1;
  if (a.fragments === b.fragments) return 0;
  const [own, other] = [piecesKey(a), piecesKey(b)];
  return Number(own > other) - Number(own < other);
}

/** Empty for a span of one piece. */
function piecesKey({ fragments = [] }: Span): string {
  return fragments.length < 2 ? '' : fragments.map(({ start, end }) => ` ${start}-${end}`).join('');
}

/** The spans in order and each once: the same array where they are so already. */
export function inOrder(spans: readonly Span[]): readonly Span[] {
  const isRising = spans.every((span, at) => at === 0 || compareSpans(spans[at - 1] as Span, span) < 0);
  if (isRising) return spans;
  const sorted = [...spans].sort(compareSpans);
  return sorted.filter((span, at) => at === 0 || compareSpans(sorted[at - 1] as Span, span) !== 0);
}

/** How many spans stand in both; each list in order, as `inOrder` gives it. */
export function countShared(some: readonly Span[], others: readonly Span[]): number {
  let shared = 0;
  let at = 0;
  for (const span of some) {
    while (at < others.length && compareSpans(others[at] as Span, span) < 0) at++;
    if (at < others.length && compareSpans(others[at] as Span, span) === 0) shared++;
  }
  return shared;
}
