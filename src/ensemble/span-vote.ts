import type { Span } from '../corpus/index.js';
import { compareSpans, spanKey } from '../evaluate/index.js';
import { isAccepted, type Rule } from './method.js';
import { apart } from './overlap.js';
import type { Ballot } from './voter.js';
import { sumOf, type Weight, weightFor } from './weights.js';

/** A span that somebody voted for. */
export interface Candidate {
  readonly span: Span;
  /** Places of its voters. */
  readonly voters: readonly number[];
}

/** The spans of a ballot, each once with its voters, in order of start, end and label. */
export function candidatesOf(ballot: Ballot): Candidate[] {
  const found = new Map<string, { span: Span; voters: number[] }>();
  for (const [voter, { spans }] of ballot.entries()) {
    for (const span of spans) {
      const key = spanKey(span);
      const known = found.get(key);
      if (known === undefined) found.set(key, { span: bare(span), voters: [voter] });
      else if (!known.voters.includes(voter)) known.voters.push(voter);
    }
  }
  return [...found.values()].sort((a, b) => compareSpans(a.span, b.span));
}

/**
 * The spans with enough votes and the share of the votes as their score. Of two that overlap the one with more votes
 * stays (then the longer, then the first), but under `union`, which leaves nothing out.
 */
export function voteOnSpans(ballot: Ballot, weights: readonly Weight[], rule: Rule): Elected[] {
  const elected = candidatesOf(ballot).flatMap(({ span, voters }) => {
    const weightOf = (voter: number): number => weightFor(weights[voter] as Weight, span.label);
    const weight = sumOf(voters.map(weightOf));
    const total = sumOf(ballot.map((_, voter) => weightOf(voter)));
    const support = { weight, total, voters: voters.length, all: ballot.length };
    return isAccepted(rule, support) ? [{ span, share: share(weight, total), voters }] : [];
  });
  return rule.method === 'union' ? elected : apart(elected);
}

/** A span that was voted for with success. */
export interface Elected {
  readonly span: Span;
  /** Of the weight of all voters, 0 to 1. */
  readonly share: number;
  readonly voters: readonly number[];
}

/** A fraction of nothing is 0: voters that were never right. */
export const share = (weight: number, total: number): number => (total === 0 ? 0 : weight / total);

function bare({ start, end, label, fragments }: Span): Span {
  return { start, end, label, ...(fragments && fragments.length > 1 && { fragments }) };
}
