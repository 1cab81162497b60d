import type { Sentence, Span } from '../corpus/index.js';
import { listErrors, type PredictionError } from './errors.js';
import type { Pair } from './pair.js';
import { inOrder, spanKey } from './spans.js';
import type { Trait } from './traits.js';

/** The mentions of one group, and what became of them. */
export interface ErrorGroup {
  readonly group: string;
  /** Labelled mentions of the group, and how many of them were predicted exactly. */
  readonly gold: number;
  readonly correct: number;
  readonly recall: number;
  /** Errors by kind; the spurious ones by the group of the predicted span. */
  readonly boundary: number;
  readonly type: number;
  readonly missed: number;
  readonly spurious: number;
}

type Counts = { -readonly [Key in Exclude<keyof ErrorGroup, 'group' | 'recall'>]: number };

/** Gold mentions and errors by a trait, in the trait's own order of groups. */
export function groupErrors(
  pairs: readonly Pair[],
  errors: readonly PredictionError[],
  trait: Trait,
): ErrorGroup[] {
  const groups = new Map<string, Counts>();
  const countsOf = (sentence: Sentence, span: Span): Counts => {
    const group = trait.groupOf(sentence, span);
    const counts = groups.get(group) ?? { gold: 0, correct: 0, boundary: 0, type: 0, missed: 0, spurious: 0 };
    groups.set(group, counts);
    return counts;
  };
  for (const { gold, predicted } of pairs) {
    const known = new Set(predicted.spans.map(spanKey));
    for (const span of inOrder(gold.spans)) {
      const counts = countsOf(gold, span);
      counts.gold++;
      if (known.has(spanKey(span))) counts.correct++;
    }
  }
  for (const error of errors) {
    countsOf(error.sentence, error.kind === 'spurious' ? error.predicted : error.gold)[error.kind]++;
  }
  const named = [...groups].sort(([a], [b]) => trait.compare(a, b));
  return named.map(([group, counts]) => ({
    group,
    ...counts,
    recall: counts.gold === 0 ? 0 : counts.correct / counts.gold,
  }));
}

/** The errors of a prediction with their numbers by kind and by every trait. */
export interface ErrorAnalysis {
  readonly errors: readonly PredictionError[];
  readonly kinds: Readonly<Record<PredictionError['kind'], number>>;
  readonly groups: Readonly<Record<string, readonly ErrorGroup[]>>;
}

/** Lists the errors and groups them by the traits. */
export function analyseErrors(pairs: readonly Pair[], traits: readonly Trait[]): ErrorAnalysis {
  const errors = listErrors(pairs);
  const kinds = { boundary: 0, type: 0, missed: 0, spurious: 0 };
  for (const { kind } of errors) kinds[kind]++;
  const groups = traits.map((trait) => [trait.name, groupErrors(pairs, errors, trait)] as const);
  return { errors, kinds, groups: Object.fromEntries(groups) };
}
