import type { Sentence, Span } from '../../corpus/sentence.js';

/** Confidences among which development sentences choose. */
export const CONFIDENCES = [0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99] as const;

/** Where nothing chooses. */
export const CONFIDENCE = 0.9;

/** A wrong label harms a student more than a missing one, which is unknown to it: precision counts for twice recall. */
const BETA = 0.5;

/**
 * The confidence from which on a teacher's spans have the best F0.5 against labelled sentences; of equal ones the
 * highest.
 *
 * @param found Of each sentence, the teacher's spans with their scores.
 */
export function chooseConfidence(gold: readonly Sentence[], found: readonly (readonly Span[])[]): number {
  const scored = CONFIDENCES.map((confidence) => ({ confidence, score: fBeta(gold, found, confidence) }));
  return scored.reduce((best, each) => (each.score >= best.score ? each : best)).confidence;
}

function fBeta(gold: readonly Sentence[], found: readonly (readonly Span[])[], confidence: number): number {
  let [right, taken, wanted] = [0, 0, 0];
  gold.forEach(({ spans }, at) => {
    const known = new Set(spans.map(keyOf));
    const sure = (found[at] ?? []).filter(({ score = 0 }) => score >= confidence);
    right += sure.filter((span) => known.has(keyOf(span))).length;
    taken += sure.length;
    wanted += known.size;
  });
  const square = BETA * BETA;
  return right === 0 ? 0 : ((1 + square) * right) / (taken + square * wanted);
}

const keyOf = ({ start, end, label }: Span): string => `${start} ${end} ${label}`;
