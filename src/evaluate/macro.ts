import { type Tally, toScores } from './tally.js';

/** Fractions of 1. */
export interface Fractions {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
}

/** The plain mean of each figure over the labels, as seqeval and scikit-learn have it; 0 where there is no label. */
export function macroScores({ labels }: { readonly labels: ReadonlyMap<string, Tally> }): Fractions {
  const all = [...labels.values()].map(toScores);
  const mean = (figure: keyof Fractions): number =>
    all.length === 0 ? 0 : all.reduce((sum, scores) => sum + scores[figure], 0) / all.length;
  return { precision: mean('precision'), recall: mean('recall'), f1: mean('f1') };
}
