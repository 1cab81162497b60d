/**
 * How spans were matched, in the terms of MUC-5 (Chinchor and Sundheim 1993), which SemEval-2013 task 9.1 took over.
 * `correct + partial + incorrect + missed` are the labelled spans, with `spurious` for `missed` the predicted ones.
 */
export interface Tally {
  correct: number;
  partial: number;
  incorrect: number;
  missed: number;
  spurious: number;
}

/** Fractions of 1 and the counts that they come from. */
export interface Scores {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
  /** What is labelled: spans, tokens or concepts. */
  readonly gold: number;
  readonly predicted: number;
  /** What was predicted and is labelled. */
  readonly correct: number;
}

/** Fractions of 1 with the five counts of SemEval-2013; a partial match counts half. */
export interface GradedScores extends Scores {
  readonly partial: number;
  readonly incorrect: number;
  readonly missed: number;
  readonly spurious: number;
}

/** A tally of nothing. */
export function emptyTally(): Tally {
  return { correct: 0, partial: 0, incorrect: 0, missed: 0, spurious: 0 };
}

/** Adds one tally to another, in place. */
export function addTally(total: Tally, part: Tally): void {
  total.correct += part.correct;
  total.partial += part.partial;
  total.incorrect += part.incorrect;
  total.missed += part.missed;
  total.spurious += part.spurious;
}

/** A tally of sets, in which an item of one either stands in the other or does not. */
export function tallyOf(gold: number, predicted: number, correct: number): Tally {
  return { correct, partial: 0, incorrect: 0, missed: gold - correct, spurious: predicted - correct };
}

/** What counts for precision and recall: correct matches whole, partial ones half. */
export const creditOf = ({ correct, partial }: Tally): number => correct + partial / 2;

/** The number of labelled items. */
export const goldOf = (tally: Tally): number =>
  tally.correct + tally.partial + tally.incorrect + tally.missed;

/** The number of predicted items. */
export const predictedOf = (tally: Tally): number =>
  tally.correct + tally.partial + tally.incorrect + tally.spurious;

/** Precision, recall and F1 of a tally; a fraction of nothing is 0. */
export function toScores(tally: Tally): Scores {
  const [gold, predicted, credit] = [goldOf(tally), predictedOf(tally), creditOf(tally)];
  const precision = fraction(credit, predicted);
  const recall = fraction(credit, gold);
  const f1 = fraction(2 * precision * recall, precision + recall);
  return { precision, recall, f1, gold, predicted, correct: tally.correct };
}

/** `toScores` with the other counts of the tally. */
export function toGradedScores(tally: Tally): GradedScores {
  const { partial, incorrect, missed, spurious } = tally;
  return { ...toScores(tally), partial, incorrect, missed, spurious };
}

const fraction = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole);
