import type { Lattice } from './lattice.js';
import { freeTransitions, type Transitions } from './transitions.js';

/** The probability of each tag at each word: T×K, rows that sum to 1. */
export function tagMarginals({ forward, backward, logPartition }: Lattice): Float64Array {
  return forward.map((sum, at) => Math.exp(sum + (backward[at] as number) - logPartition));
}

/** How often each transition is expected over the whole chain. */
export function expectedTransitions(lattice: Lattice): Transitions {
  const { words, tags, emissions, transitions, forward, backward, logPartition } = lattice;
  const expected = freeTransitions(tags);
  const marginals = tagMarginals(lattice);
  if (words > 0) {
    expected.start.set(marginals.subarray(0, tags));
    expected.end.set(marginals.subarray((words - 1) * tags));
  }
  for (let at = tags; at < words * tags; at++) {
    const tag = at % tags;
    const behind = (emissions[at] as number) + (backward[at] as number) - logPartition;
    for (let from = 0; from < tags; from++) {
      const pair = from * tags + tag;
      const before = (forward[at - tag - tags + from] as number) + (transitions.between[pair] as number);
      expected.between[pair] = (expected.between[pair] as number) + Math.exp(before + behind);
    }
  }
  return expected;
}
