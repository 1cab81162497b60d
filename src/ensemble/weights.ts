import type { Sentence } from '../corpus/index.js';
import { pairSentences, scoreStrict } from '../evaluate/index.js';
import type { Voter } from './voter.js';

/** How much a voter counts. */
export interface Weight {
  readonly overall: number;
  /** By label, where it differs. */
  readonly labels?: Readonly<Record<string, number>> | undefined;
}

/** Where weights come from. */
export const WEIGHTINGS = ['uniform', 'dev-f1', 'dev-f1-by-label'] as const;
export type Weighting = (typeof WEIGHTINGS)[number];

/** Every voter counts the same. */
export const UNIFORM: Weight = { overall: 1 };

/** The weight of what a voter says of this label. */
export function weightFor({ overall, labels }: Weight, label: string): number {
  return labels?.[label] ?? overall;
}

/**
 * Strict F1 on development data as the weight of each voter, overall or also label by label: HILGEN (arXiv 2503.04930)
 * says that better models weigh more, not how.
 */
export function weightsByF1(dev: readonly Voter[], gold: readonly Sentence[], byLabel: boolean): Weight[] {
  return dev.map(({ sentences }) => {
    const { strict, labels } = scoreStrict(pairSentences(gold, sentences));
    if (!byLabel) return { overall: strict.f1 };
    return {
      overall: strict.f1,
      labels: Object.fromEntries(Object.entries(labels).map(([label, { f1 }]) => [label, f1])),
    };
  });
}

/** The sum in ascending order, so that the order of voters makes no difference to the last digit. */
export function sumOf(weights: readonly number[]): number {
  return [...weights].sort((a, b) => a - b).reduce((sum, weight) => sum + weight, 0);
}
