import { conceptFilter, type KnowledgeBase } from '../knowledge/index.js';
import type { ConceptLabels } from './dictionary.js';

/**
 * How concepts are labelled: one label for all, or of each label the semantic types (`C`, `T047`, `DISO`) and
 * beginnings of ids (`DOID:`) that it stands for; the first label that fits counts.
 */
export type Labels = string | Readonly<Record<string, readonly string[]>>;

/** The labels as a dictionary asks for them. */
export function conceptLabels(kb: Pick<KnowledgeBase, 'concept'>, labels: Labels): string | ConceptLabels {
  if (typeof labels === 'string') return labels;
  const filters = Object.entries(labels).map(([label, types]) => [label, conceptFilter(kb, types)] as const);
  return {
    labels: Object.keys(labels),
    of: (concept) => filters.find(([, isMeant]) => isMeant(concept))?.[0],
  };
}

/** The labels by concept, also where all have one. */
export function byConcept(kb: Pick<KnowledgeBase, 'concept'>, labels: Labels): ConceptLabels {
  const found = conceptLabels(kb, labels);
  return typeof found === 'string' ? { labels: [found], of: () => found } : found;
}
