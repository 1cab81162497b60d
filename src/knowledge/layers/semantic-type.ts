import type { Candidates, ConceptGraph, LayerRule } from './layer.js';

/** Depth of the ancestors that stand for types where none are given. */
export const DEFAULT_TYPE_DEPTH = 2;

/**
 * Concepts of the same semantic type. In an ontology without types the ancestors at `typeDepth`
 * stand for them (roots are at depth 0) and their descendants for the members; a concept less deep
 * than that is its own type. A root, and a concept that no root leads to, has no type.
 */
export const semanticType: LayerRule = (graph, concept, { typeDepth = DEFAULT_TYPE_DEPTH }) => {
  const given = graph.types(concept);
  const groups =
    given.length > 0
      ? given.map(({ type, id }) => ({ id, members: graph.typed(type) }))
      : typeAncestors(graph, concept, typeDepth).map((above) => ({
          id: graph.id(above),
          members: graph.descendants(above),
        }));
  return outsideOf(concept, groups);
};

interface MemberGroup {
  readonly id: string;
  readonly members: Int32Array;
}

/** The members of all groups but the concept itself; one of several groups counts in its first. */
function outsideOf(concept: number, groups: readonly MemberGroup[]): Candidates {
  return {
    length: groups.reduce((sum, { members }) => sum + members.length, 0),
    at(index) {
      let place = index;
      for (const [at, { id, members }] of groups.entries()) {
        const member = members[place];
        if (member === undefined) {
          place -= members.length;
          continue;
        }
        const isKnown =
          member === concept || groups.slice(0, at).some((group) => holds(group.members, member));
        return isKnown ? undefined : { concept: member, via: [id] };
      }
      return undefined;
    },
  };
}

function holds(ascending: Int32Array, wanted: number): boolean {
  let [from, to] = [0, ascending.length];
  while (from < to) {
    const middle = (from + to) >>> 1;
    if ((ascending[middle] ?? 0) < wanted) from = middle + 1;
    else to = middle;
  }
  return ascending[from] === wanted;
}

/** The ancestors (or the concept itself) that stand for the types of a concept that has none of its own. */
export function typeAncestors(graph: ConceptGraph, concept: number, typeDepth: number): number[] {
  const lineage = graph.lineage(concept);
  const own = lineage.find((entry) => entry.concept === concept)?.depth;
  if (own === undefined) return [];
  const depth = Math.min(own, typeDepth);
  return depth === 0 ? [] : lineage.filter((entry) => entry.depth === depth).map((entry) => entry.concept);
}
