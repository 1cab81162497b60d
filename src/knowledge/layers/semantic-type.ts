import { type ConceptGraph, distinct, type LayerRule } from './layer.js';

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
  return distinct(
    concept,
    groups.flatMap(({ id, members }) => {
      const via = [id];
      return members.map((member) => ({ concept: member, via }));
    }),
  );
};

/** The ancestors (or the concept itself) that stand for the types of a concept that has none of its own. */
export function typeAncestors(graph: ConceptGraph, concept: number, typeDepth: number): number[] {
  const lineage = graph.lineage(concept);
  const own = lineage.find((entry) => entry.concept === concept)?.depth;
  if (own === undefined) return [];
  const depth = Math.min(own, typeDepth);
  return depth === 0 ? [] : lineage.filter((entry) => entry.depth === depth).map((entry) => entry.concept);
}
