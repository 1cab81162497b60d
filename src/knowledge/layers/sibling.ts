import { distinct, type LayerRule } from './layer.js';

/** The other children of any parent, through the first parent shared. */
export const sibling: LayerRule = (graph, concept, { vocabulary }) =>
  distinct(
    concept,
    graph.parents(concept, vocabulary).flatMap((above) => {
      const via = [graph.id(above)];
      return graph.children(above, vocabulary).map((other) => ({ concept: other, via }));
    }),
  );
