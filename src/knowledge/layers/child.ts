import { distinct, type LayerRule } from './layer.js';

/** The kinds of the concept, one step down. */
export const child: LayerRule = (graph, concept, { vocabulary }) =>
  distinct(
    concept,
    graph.children(concept, vocabulary).map((below) => ({ concept: below, via: [] })),
  );
