import { logSumExp } from './log-sum.js';
import type { Transitions } from './transitions.js';

/** Scores of each tag at each word: T×K, row by row. */
export type Emissions = Float32Array | Float64Array;

/** A chain of T words over K tags with its forward and backward sums, all in log space. */
export interface Lattice {
  readonly words: number;
  readonly tags: number;
  readonly emissions: Emissions;
  readonly transitions: Transitions;
  /** T×K: all paths that end at this word in this tag, the word's emission included. */
  readonly forward: Float64Array;
  /** T×K: all paths that go on behind this word from this tag, the word's emission left out. */
  readonly backward: Float64Array;
  /** All paths; 0 for a chain without words. */
  readonly logPartition: number;
}

/** Runs forward and backward (Lafferty, McCallum and Pereira 2001, section 3). */
export function latticeOf(emissions: Emissions, transitions: Transitions): Lattice {
  const tags = transitions.start.length;
  const words = emissions.length / tags;
  const forward = forwardSums(emissions, transitions, words);
  const backward = backwardSums(emissions, transitions, words);
  const last = forward.subarray((words - 1) * tags);
  const logPartition =
    words === 0 ? 0 : logSumExp(last.map((sum, tag) => sum + (transitions.end[tag] as number)));
  return { words, tags, emissions, transitions, forward, backward, logPartition };
}

function forwardSums(emissions: Emissions, { between, start }: Transitions, words: number): Float64Array {
  const tags = start.length;
  const sums = new Float64Array(words * tags);
  const paths = new Float64Array(tags);
  for (let at = 0; at < sums.length; at++) {
    const tag = at % tags;
    const before = at - tag - tags;
    for (let from = 0; from < tags; from++)
      paths[from] = (sums[before + from] as number) + (between[from * tags + tag] as number);
    const reached = before < 0 ? (start[tag] as number) : logSumExp(paths);
    sums[at] = reached + (emissions[at] as number);
  }
  return sums;
}

function backwardSums(emissions: Emissions, { between, end }: Transitions, words: number): Float64Array {
  const tags = end.length;
  const sums = new Float64Array(words * tags);
  const paths = new Float64Array(tags);
  for (let at = sums.length - 1; at >= 0; at--) {
    const tag = at % tags;
    const after = at - tag + tags;
    for (let to = 0; to < tags; to++) {
      const next = (emissions[after + to] as number) + (sums[after + to] as number);
      paths[to] = next + (between[tag * tags + to] as number);
    }
    sums[at] = after >= sums.length ? (end[tag] as number) : logSumExp(paths);
  }
  return sums;
}
