import type { Span } from '../corpus/index.js';
import { byShare } from './method.js';

interface Weighed {
  readonly span: Span;
  readonly share: number;
}

/** Of spans that overlap, those with the larger share, then the longer, then the first; in their old order. */
export function apart<T extends Weighed>(some: readonly T[]): T[] {
  const ranked = some.toSorted(
    (a, b) =>
      byShare(a.share, b.share) ||
      lengthOf(b.span) - lengthOf(a.span) ||
      a.span.start - b.span.start ||
      byLabel(a, b),
  );
  const kept = new Set<T>();
  for (const one of ranked) {
    const isFree = [...kept].every(({ span }) => span.end <= one.span.start || one.span.end <= span.start);
    if (isFree) kept.add(one);
  }
  return some.filter((one) => kept.has(one));
}

const lengthOf = ({ start, end }: Span): number => end - start;

function byLabel(a: Weighed, b: Weighed): number {
  return a.span.label < b.span.label ? -1 : Number(a.span.label > b.span.label);
}
