import type { Sentence, Span } from '../corpus/index.js';
import type { Rule, VotingUnit } from './method.js';
import { type Elected, voteOnSpans } from './span-vote.js';
import { voteOnTokens } from './token-vote.js';
import { type Ballot, ballotsOf, type Voter } from './voter.js';
import { type Weight, weightFor } from './weights.js';

type Vote = (ballot: Ballot, weights: readonly Weight[], rule: Rule) => Elected[];

const VOTES: Readonly<Record<VotingUnit, Vote>> = { span: voteOnSpans, token: voteOnTokens };

/** The spans that one sentence's voters agree on. */
export function elect(ballot: Ballot, weights: readonly Weight[], rule: Rule): Elected[] {
  return VOTES[rule.unit](ballot, weights, rule);
}

/**
 * The sentences with what the voters agree on under the rule (HILGEN, arXiv 2503.04930, the ensemble). Every span has
 * its share of the votes as its score, and its voters with their weights in the attribute `votes`.
 *
 * @throws HilgenError `input` where voters do not have the same sentences.
 */
export function ensemble(voters: readonly Voter[], weights: readonly Weight[], rule: Rule): Sentence[] {
  const names = voters.map(({ name }) => name);
  return ballotsOf(voters).map((ballot) => {
    const spans = elect(ballot, weights, rule).map((elected) => withVotes(elected, names, weights));
    return { ...(ballot[0] as Sentence), spans };
  });
}

/** A score of 0 says that all voters weigh nothing. */
export function withVotes(
  { span, share, voters }: Elected,
  names: readonly string[],
  weights: readonly Weight[],
): Span {
  const votes = voters.map((voter) => {
    const weight = weightFor(weights[voter] as Weight, span.label);
    return `${names[voter]}=${weight.toFixed(3)}`;
  });
  return { ...span, ...(share > 0 && { score: Math.min(1, share) }), attributes: { votes: votes.join(' ') } };
}
