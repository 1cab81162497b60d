import type { Span } from '../corpus/sentence.js';
import { heaviestOfChain } from './heaviest-of-chain.js';
import { heaviestOfGraph } from './heaviest-of-graph.js';
import type { Overlap, Overlaps } from './overlaps.js';

/** What comes before the length of the overlap when partners are chosen. */
export type Preference =
  /** Pairs with the same boundaries and label. */
  | 'identical'
  /** Pairs with the same boundaries. */
  | 'bounds'
  /** Identical pairs, then as much overlap as can be between spans of one label. */
  | 'label';

/**
 * Matches gold and predicted spans one to one: of all matchings of overlapping spans, one with the most preferred
 * pairs, among those one with the longest overlap in all, among those one with the most pairs. These sums, and so
 * every score that is made of them, are the same in whatever order the spans are given.
 */
export function align({ golds, guesses, groups, isFlat }: Overlaps, preference: Preference): Overlap[] {
  const matches: Overlap[] = [];
  for (const group of groups) {
    if (group.length === 1) {
      matches.push(group[0] as Overlap);
      continue;
    }
    const weights = weigh(group, golds, guesses, preference);
    if (group.length === 2) {
      // Two that are linked share a span: one of them is taken.
      matches.push(group[(weights[0] as number) >= (weights[1] as number) ? 0 : 1] as Overlap);
      continue;
    }
    for (const match of isFlat ? heaviestOfChain(group, weights) : heaviestOfGraph(group, weights)) {
      matches.push(match);
    }
  }
  return matches;
}

/** One number an overlap, so that the heaviest matching is the best one in the order of importance. */
function weigh(
  group: readonly Overlap[],
  golds: readonly Span[],
  guesses: readonly Span[],
  preference: Preference,
): number[] {
  // More than any matching of the group can reach in pairs or in length.
  const pairs = group.length + 1;
  const length = group.reduce((sum, overlap) => sum + overlap.length, 1);
  return group.map((overlap) => {
    const gold = golds[overlap.gold] as Span;
    const predicted = guesses[overlap.predicted] as Span;
    const sameBounds = gold.start === predicted.start && gold.end === predicted.end;
    const sameLabel = gold.label === predicted.label;
    const tail = overlap.length * pairs + 1;
    if (preference === 'bounds') return (sameBounds ? length * pairs : 0) + tail;
    const identical = sameBounds && sameLabel ? length * pairs : 0;
    if (preference === 'identical') return identical + tail;
    return (identical + (sameLabel ? tail : 0)) * length * pairs + tail;
  });
}
