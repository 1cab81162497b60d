import type { Lattice } from './lattice.js';
import { logSumExp } from './log-sum.js';

/** A run of words with their tags. */
export interface Segment {
  readonly first: number;
  readonly tags: readonly number[];
  /** A tag that would make the run begin earlier. */
  readonly notBefore?: number | undefined;
  /** A tag that would make the run go on. */
  readonly notAfter?: number | undefined;
}

/**
 * The probability of a segment: of all paths together that pass through these tags at these words and have neither
 * `notBefore` before them nor `notAfter` behind (Culotta and McCallum 2004, constrained forward-backward).
 */
export function segmentProbability(lattice: Lattice, segment: Segment): number {
  const { emissions, transitions, tags: count, logPartition } = lattice;
  const { first, tags } = segment;
  let score = entering(lattice, segment) + leaving(lattice, segment);
  tags.forEach((tag, at) => {
    const before = tags[at - 1];
    if (before !== undefined) score += transitions.between[before * count + tag] as number;
    score += emissions[(first + at) * count + tag] as number;
  });
  return Math.exp(score - logPartition);
}

function entering(
  { transitions, forward, tags: count }: Lattice,
  { first, tags, notBefore }: Segment,
): number {
  const tag = tags[0] as number;
  if (first === 0) return transitions.start[tag] as number;
  const before = forward.subarray((first - 1) * count, first * count);
  return logSumExp(
    before.map((sum, from) =>
      from === notBefore
        ? Number.NEGATIVE_INFINITY
        : sum + (transitions.between[from * count + tag] as number),
    ),
  );
}

function leaving(lattice: Lattice, { first, tags, notAfter }: Segment): number {
  const { words, transitions, emissions, backward, tags: count } = lattice;
  const tag = tags.at(-1) as number;
  const next = first + tags.length;
  if (next === words) return transitions.end[tag] as number;
  const after = backward.subarray(next * count, (next + 1) * count);
  return logSumExp(
    after.map((sum, to) => {
      if (to === notAfter) return Number.NEGATIVE_INFINITY;
      return (
        sum + (emissions[next * count + to] as number) + (transitions.between[tag * count + to] as number)
      );
    }),
  );
}
