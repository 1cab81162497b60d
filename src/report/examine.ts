import {
  analyseErrors,
  countPairs,
  type ErrorAnalysis,
  MEASURES,
  type Pair,
  type Trait,
  type UnitCounts,
} from '../evaluate/index.js';
import type { ListedError } from './blocks.js';

/** What is kept of one prediction: its strict counts by unit, and its errors. */
export interface Examined {
  readonly units: UnitCounts;
  readonly gold: number;
  readonly correct: number;
  readonly kinds: ErrorAnalysis['kinds'];
  readonly groups: ErrorAnalysis['groups'];
  readonly errors: readonly ListedError[];
}

const STRICT = MEASURES.filter(({ name }) => name === 'strict');

/** Looks at one prediction. */
export function examine(pairs: readonly Pair[], traits: readonly Trait[]): Examined {
  const [strict] = countPairs(pairs, { measures: STRICT, byLabel: false }).counts;
  if (strict === undefined) throw new Error('there is no strict measure');
  const { kinds, groups, errors } = analyseErrors(pairs, traits);
  const { correct, missed } = strict.total;
  return {
    ...{ units: strict.units, gold: correct + missed, correct, kinds, groups },
    errors: errors.map((error) => ({ error, groups: groupsOf(error, traits) })),
  };
}

function groupsOf(error: ListedError['error'], traits: readonly Trait[]): ListedError['groups'] {
  const span = error.kind === 'spurious' ? error.predicted : error.gold;
  return Object.fromEntries(traits.map(({ name, groupOf }) => [name, groupOf(error.sentence, span)]));
}
