import { distinct, type LayerRule } from './layer.js';

/** How many results the paper's code takes of a search. */
export const SEARCH_RESULTS = 10;

/**
 * The first ten results of a search for the mention's text, as the published code of HILGEN
 * (arXiv 2503.04930) takes them from UTS: no relation but likeness of names.
 */
export const search: LayerRule = (graph, concept, { mention }) => {
  const name = graph.names(concept).find(({ scope }) => scope === 'name')?.text ?? '';
  const found = graph.search(mention ?? name, SEARCH_RESULTS);
  return distinct(
    concept,
    found.map((other) => ({ concept: other, via: [] })),
  );
};
