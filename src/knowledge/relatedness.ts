import type { ConceptGraph } from './layers/layer.js';

/** What relatedness asks of a hierarchy. */
export type Hierarchy = Pick<ConceptGraph, 'lineage' | 'hyponyms' | 'size'>;

/**
 * How related two concepts of a hierarchy are, from 0 to 1: Lin's measure (Lin 1998, An information-theoretic definition
 * of similarity), twice the information content of the common ancestor that has most, over the sum of theirs. A
 * concept's information content follows from the hierarchy alone (Seco, Veale and Hayes 2004): 1 - log(hyponyms + 1) /
 * log(concepts). A concept is its own ancestor: 1 for the same concept, 0 for two without a common ancestor.
 */
export function relatednessIn(hierarchy: Hierarchy): (one: number, other: number) => number {
  const information = (concept: number): number =>
    1 - Math.log(hierarchy.hyponyms(concept) + 1) / Math.log(hierarchy.size());
  return (one, other) => {
    if (one === other) return 1;
    const above = new Set(hierarchy.lineage(other).map(({ concept }) => concept));
    const shared = hierarchy.lineage(one).filter(({ concept }) => above.has(concept));
    const most = Math.max(0, ...shared.map(({ concept }) => information(concept)));
    // Where it is 0 there is nothing above: two concepts of a cycle over everything tell nothing.
    return most === 0 ? 0 : (2 * most) / (information(one) + information(other));
  };
}
