import type { Overlap } from './overlaps.js';

/**
 * The heaviest one-to-one matching of a chain, in which each overlap shares exactly one span with the one before:
 * the overlaps that exclude an overlap stand directly before it, so the best of the first n follows from the best
 * of fewer.
 */
export function heaviestOfChain(chain: readonly Overlap[], weights: readonly number[]): Overlap[] {
  const best = [0];
  const free: number[] = [];
  chain.forEach((_, at) => {
    free.push(at === 0 ? 0 : firstExcluded(chain, at));
    const taken = (weights[at] ?? 0) + (best[free[at] ?? 0] ?? 0);
    best.push(Math.max(best[at] ?? 0, taken));
  });
  const matches: Overlap[] = [];
  let at = chain.length;
  while (at > 0) {
    if (best[at] === best[at - 1]) at--;
    else {
      matches.push(chain[at - 1] as Overlap);
      at = free[at - 1] ?? 0;
    }
  }
  return matches.reverse();
}

function firstExcluded(chain: readonly Overlap[], at: number): number {
  const { gold, predicted } = chain[at] as Overlap;
  let first = at;
  while (first > 0 && (chain[first - 1]?.gold === gold || chain[first - 1]?.predicted === predicted)) first--;
  return first;
}
