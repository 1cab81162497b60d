import { HilgenError } from '../../base/errors.js';
import { type Emissions, type Lattice, latticeOf } from './lattice.js';
import { expectedTransitions, tagMarginals } from './marginals.js';
import type { Transitions } from './transitions.js';

/** In place of a word's tag: it is not known, and any is as good. */
export const ANY_TAG = -1;

/** What a training step needs of one sequence. */
export interface CrfLoss {
  /** Negative log-probability of the known tags. */
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
 * Where tags are unknown it is the likelihood of all sequences together that have the known ones: a partial CRF
 * (Tsuboi et al. 2008; Shang et al. 2018, section 3.2).
 *
 * @param tags T tag numbers, or `ANY_TAG`.
 * @throws HilgenError `internal` where the transitions forbid the tags.
 */
export function crfLoss(emissions: Emissions, tags: readonly number[], transitions: Transitions): CrfLoss {
  const lattice = latticeOf(emissions, transitions);
  if (tags.includes(ANY_TAG))
    return partialLoss(lattice, latticeOf(allowing(tags, lattice), transitions), tags);
  const score = pathScore(emissions, tags, transitions);
  assertAllowed(score, tags);
  const dEmissions = tagMarginals(lattice);
  const dTransitions = expectedTransitions(lattice);
  subtractSeen(tags, dEmissions, dTransitions);
  return { loss: lattice.logPartition - score, dEmissions, dTransitions };
}

function assertAllowed(score: number, tags: readonly number[]): void {
  if (score === Number.NEGATIVE_INFINITY)
    throw new HilgenError('internal', { what: `the transitions forbid the tags ${tags.join(' ')}` });
}

/** The emissions, without those of tags that a word is known not to have. */
function allowing(tags: readonly number[], { emissions, tags: count }: Lattice): Emissions {
  return emissions.map((score, at) => {
    const known = tags[Math.floor(at / count)];
    return known === ANY_TAG || known === at % count ? score : Number.NEGATIVE_INFINITY;
  });
}

function partialLoss(all: Lattice, allowed: Lattice, tags: readonly number[]): CrfLoss {
  assertAllowed(allowed.logPartition, tags);
  const less = (a: Float64Array, b: Float64Array): Float64Array =>
    a.map((value, at) => value - (b[at] as number));
  const [expected, seen] = [expectedTransitions(all), expectedTransitions(allowed)];
  return {
    loss: all.logPartition - allowed.logPartition,
    dEmissions: less(tagMarginals(all), tagMarginals(allowed)),
    dTransitions: {
      between: less(expected.between, seen.between),
      start: less(expected.start, seen.start),
      end: less(expected.end, seen.end),
    },
  };
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
