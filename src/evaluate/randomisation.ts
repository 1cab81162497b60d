import { random } from '../base/random.js';
import { FIGURE_OF, type Figure, type Sums, sumUnits } from './resample.js';
import type { UnitCounts } from './score.js';

export interface RandomisationOptions {
  readonly seed: number;
  /** How often the units are shuffled. */
  readonly rounds: number;
  /** F1 where not given. */
  readonly figure?: Figure | undefined;
}

/** What a paired test says of two systems. */
export interface PairedTest {
  /** The first system's figure less the second's, as a fraction of 1. */
  readonly difference: number;
  /** How often exchange at random gives a difference at least as large, two-sided. */
  readonly p: number;
}

/**
 * Paired approximate randomisation (Noreen 1989; Yeh 2000 for F1): the two systems' counts of each unit are exchanged
 * or not by the toss of a coin, and p is (1 + rounds with a difference at least as large) / (1 + rounds).
 */
export function pairedRandomisation(
  one: UnitCounts,
  other: UnitCounts,
  { seed, rounds, figure = 'f1' }: RandomisationOptions,
): PairedTest {
  const compute = FIGURE_OF[figure];
  const [first, second] = [sumUnits(one), sumUnits(other)];
  const difference = compute(first) - compute(second);
  const changes = differences(one, other);
  const draw = random(seed, 'randomisation');
  let atLeast = 0;
  for (let round = 0; round < rounds; round++) {
    const moved = { credit: 0, predicted: 0, gold: 0 };
    for (const change of changes) if (draw.float() < 0.5) add(moved, change, 1);
    const [a, b] = [{ ...first }, { ...second }];
    add(a, moved, -1);
    add(b, moved, 1);
    // Sums of halves are exact, quotients are not: equal differences may differ in the last place.
    if (Math.abs(compute(a) - compute(b)) >= Math.abs(difference) - 1e-12) atLeast++;
  }
  return { difference, p: (1 + atLeast) / (1 + rounds) };
}

/** The units in which the two differ; exchanging any other changes nothing. */
function differences(one: UnitCounts, other: UnitCounts): Sums[] {
  const found: Sums[] = [];
  one.gold.forEach((gold, unit) => {
    const change = {
      credit: (one.credit[unit] ?? 0) - (other.credit[unit] ?? 0),
      predicted: (one.predicted[unit] ?? 0) - (other.predicted[unit] ?? 0),
      gold: gold - (other.gold[unit] ?? 0),
    };
    if (change.credit !== 0 || change.predicted !== 0 || change.gold !== 0) found.push(change);
  });
  return found;
}

function add(sums: Sums, part: Sums, sign: 1 | -1): void {
  sums.credit += sign * part.credit;
  sums.predicted += sign * part.predicted;
  sums.gold += sign * part.gold;
}
