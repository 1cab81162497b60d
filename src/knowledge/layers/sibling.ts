import { distinct, type LayerRule } from './layer.js';

/** The other children of any parent, through the first parent shared. */
export const sibling: LayerRule = (graph, concept) =>
  distinct(
    concept,
    graph.parents(concept).flatMap((above) => {
      const via = [graph.id(above)];
      return graph.children(above).map((other) => ({ concept: other, via }));
    }),
  );
