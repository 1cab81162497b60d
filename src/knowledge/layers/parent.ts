import { distinct, type LayerRule } from './layer.js';

/** What the concept is a kind of, one step up. */
export const parent: LayerRule = (graph, concept, { vocabulary }) =>
  distinct(
    concept,
    graph
      .parents(concept, vocabulary)
      .filter(graph.isNamed)
      .map((above) => ({ concept: above, via: [] })),
  );
