import type { Span, Token } from '../../corpus/sentence.js';
import type { Candidate } from './votes.js';

/** A candidate with how sure its teachers are together. */
export interface Weighed extends Candidate {
  readonly probability: number;
}

/** From which probability a candidate is a mention, and to which it is none; between them nobody knows. */
export interface Thresholds {
  readonly upper: number;
  readonly lower: number;
}

/** A sentence's mentions, and what is left in doubt. */
export interface Settled {
  readonly spans: readonly Span[];
  readonly doubtful: readonly Token[];
}

/** The most probable first, the longer of equals; what overlaps a mention and might be one is in doubt where it reaches beyond it. */
export function settle(candidates: readonly Weighed[], { upper, lower }: Thresholds): Settled {
  const byWorth = [...candidates].sort(
    (a, b) => b.probability - a.probability || b.end - b.start - (a.end - a.start) || a.start - b.start,
  );
  const spans: Span[] = [];
  const doubtful: Token[] = [];
  for (const { start, end, label, concept, probability } of byWorth) {
    const isFree = spans.every((span) => span.end <= start || span.start >= end);
    if (isFree && probability >= upper) {
      spans.push({ start, end, label, ...(concept && { concept }), score: probability });
    } else if (probability > lower) doubtful.push({ start, end });
  }
  return { spans: spans.sort((a, b) => a.start - b.start), doubtful };
}
