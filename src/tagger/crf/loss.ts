import { HilgenError } from '../../base/errors.js';
import { type Emissions, latticeOf } from './lattice.js';
import { expectedTransitions, tagMarginals } from './marginals.js';
import type { Transitions } from './transitions.js';

/** What a training step needs of one sequence. */
export interface CrfLoss {
  /** Negative log-probability of the tags. */
  readonly loss: number;
  /** Its gradient with respect to the emissions, T×K. */
  readonly dEmissions: Float64Array;
  /** Its gradient with respect to the transitions; 0 where they forbid. */
  readonly dTransitions: Transitions;
}

/**
 * Negative log-likelihood of a tag sequence in a linear-chain CRF and its gradients: what is expected less what was
 * seen (Lafferty, McCallum and Pereira 2001). Several sequences add up; the caller divides by their number.
 *
 * @param emissions T×K scores.
 * @param tags T tag numbers.
 * @throws HilgenError `internal` where the transitions forbid the tags.
 */
export function crfLoss(emissions: Emissions, tags: readonly number[], transitions: Transitions): CrfLoss {
  const lattice = latticeOf(emissions, transitions);
  const score = pathScore(emissions, tags, transitions);
  if (score === Number.NEGATIVE_INFINITY) {
    throw new HilgenError('internal', { what: `the transitions forbid the tags ${tags.join(' ')}` });
  }
  const dEmissions = tagMarginals(lattice);
  const dTransitions = expectedTransitions(lattice);
  subtractSeen(tags, dEmissions, dTransitions);
  return { loss: lattice.logPartition - score, dEmissions, dTransitions };
}

/** The score of one path: its emissions, its transitions, its two ends. */
export function pathScore(emissions: Emissions, path: readonly number[], transitions: Transitions): number {
  const { between, start, end } = transitions;
  const tags = start.length;
  return path.reduce((sum, tag, word) => {
    const before = path[word - 1];
    const entered = before === undefined ? start[tag] : between[before * tags + tag];
    const left = word === path.length - 1 ? end[tag] : 0;
    return sum + (entered as number) + (emissions[word * tags + tag] as number) + (left as number);
  }, 0);
}

function subtractSeen(path: readonly number[], dEmissions: Float64Array, dTransitions: Transitions): void {
  const { between, start, end } = dTransitions;
  const tags = start.length;
  path.forEach((tag, word) => {
    const before = path[word - 1];
    decrement(dEmissions, word * tags + tag);
    if (before === undefined) decrement(start, tag);
    else decrement(between, before * tags + tag);
    if (word === path.length - 1) decrement(end, tag);
  });
}

function decrement(array: Float64Array, at: number): void {
  array[at] = (array[at] as number) - 1;
}
