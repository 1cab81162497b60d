import { HilgenError } from '../../base/errors.js';
import { labelsOf, type Sentence } from '../../corpus/index.js';
import { pairSentences, spanKey } from '../../evaluate/index.js';
import { withVotes } from '../ensemble.js';
import { apart } from '../overlap.js';
import { candidatesOf, type Elected } from '../span-vote.js';
import { type Ballot, ballotsOf, type Voter } from '../voter.js';
import { UNIFORM } from '../weights.js';
import { type Features, featuresOf, type IsKnown } from './features.js';
import { fitLogistic, type LogisticModel, probability } from './logistic.js';
import { thresholdForF1 } from './threshold.js';

/** A logistic model that says which of the voters' spans are right. */
export interface Stack {
  readonly features: Features;
  readonly model: LogisticModel;
  /** The probability that a span must exceed. */
  readonly threshold: number;
  /** Candidates that it was fitted on. */
  readonly candidates: number;
}

/** Chosen as `EXPECTED` of the features was: with a handful of sentences the expected coefficients decide, with hundreds the sentences. */
const RIDGE = 5;

/**
 * Fits a stack on development data: every span that some voter marks is a case, true where the gold labels have it
 * (Wolpert 1992, with spans as cases).
 *
 * @throws HilgenError `input` where no voter marks a span.
 */
export function fitStack(dev: readonly Voter[], gold: readonly Sentence[], isKnown?: IsKnown): Stack {
  const ballots = ballotsOf(dev);
  const golds = pairSentences(
    gold,
    ballots.map((ballot) => ballot[0] as Sentence),
  ).map((pair) => pair.gold);
  const features = featuresOf(
    dev.map(({ name }) => name),
    labelsOf(golds),
    isKnown,
  );
  const rows: Float64Array[] = [];
  const truths: boolean[] = [];
  for (const [at, ballot] of ballots.entries()) {
    const known = new Set((golds[at] as Sentence).spans.map(spanKey));
    for (const candidate of candidatesOf(ballot)) {
      rows.push(features.rowOf(candidate, ballot));
      truths.push(known.has(spanKey(candidate.span)));
    }
  }
  if (rows.length === 0) {
    throw new HilgenError('input', {
      what: 'nothing to learn from: no voter marks anything in the development data',
    });
  }
  const model = fitLogistic(rows, truths, { expected: features.expected, ridge: RIDGE });
  const wanted = golds.reduce((sum, { spans }) => sum + spans.length, 0);
  const judgements = rows.map((row, at) => ({
    chance: probability(model, row),
    isRight: truths[at] === true,
  }));
  return { features, model, threshold: thresholdForF1(judgements, wanted), candidates: rows.length };
}

/** The sentences with the spans that the stack takes for right, their probability as the score. */
export function applyStack({ features, model, threshold }: Stack, voters: readonly Voter[]): Sentence[] {
  const names = voters.map(({ name }) => name);
  const weights = voters.map(() => UNIFORM);
  return ballotsOf(voters).map((ballot) => {
    const elected = candidatesOf(ballot).map((candidate) => judged(candidate, ballot, features, model));
    const kept = apart(elected.filter(({ share }) => share > threshold));
    return { ...(ballot[0] as Sentence), spans: kept.map((one) => withVotes(one, names, weights)) };
  });
}

function judged(
  candidate: Parameters<Features['rowOf']>[0],
  ballot: Ballot,
  features: Features,
  model: LogisticModel,
): Elected {
  return { ...candidate, share: probability(model, features.rowOf(candidate, ballot)) };
}
