/** A candidate's probability, and whether the gold labels have it. */
export interface Judgement {
  readonly chance: number;
  readonly isRight: boolean;
}

/**
 * The probability to exceed where F1 counts: half of the best F1 that any threshold reaches on these candidates
 * (Lipton, Elkan and Naryanaswamy 2014), so a half only where all can be right.
 *
 * @param wanted how many mentions the gold labels have, also those that are no candidate
 */
export function thresholdForF1(judgements: readonly Judgement[], wanted: number): number {
  const surest = judgements.toSorted((a, b) => b.chance - a.chance);
  let best = 0;
  let right = 0;
  for (const [at, { chance, isRight }] of surest.entries()) {
    if (isRight) right++;
    if (surest[at + 1]?.chance !== chance) best = Math.max(best, (2 * right) / (at + 1 + wanted));
  }
  return best / 2;
}
