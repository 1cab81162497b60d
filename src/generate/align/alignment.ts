import type { AlignmentStatus, Span } from '../../corpus/sentence.js';

/** A mention that somebody says the sentence holds. */
export interface Claim {
  readonly text: string;
  readonly label: string;
  readonly concept?: string | undefined;
}

/** A span with the way in which it was found. */
export interface AlignedSpan extends Span {
  readonly status: AlignmentStatus;
  /** What was claimed, where the text reads otherwise. */
  readonly claimed?: string | undefined;
}

/**
 * Why a claim has no span. `repeated`: every occurrence belongs to an equal claim. `inside`: it
 * only stands within a longer mention. These two leave nothing unlabelled; the others do.
 */
export const MISFIT_REASONS = ['empty', 'absent', 'crossing', 'repeated', 'inside'] as const;
export type MisfitReason = (typeof MISFIT_REASONS)[number];

/** A claim without a span. */
export interface Misfit {
  readonly claim: Claim;
  readonly reason: MisfitReason;
}

/** What became of the claims on a sentence. */
export interface Alignment {
  /** In order of start; no two share a character. */
  readonly spans: readonly AlignedSpan[];
  /** In order of the claims. */
  readonly misfits: readonly Misfit[];
}
