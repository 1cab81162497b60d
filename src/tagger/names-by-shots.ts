import type { Sentence } from '../corpus/index.js';
import type { StoredKnowledgeBase } from '../knowledge/index.js';
import { dictionaryTagger, type LabelMapping } from './dictionary.js';
import type { TaggerModel } from './tagger.js';

/**
 * A dictionary of the knowledge base's names under the shots' labels, where these can be told from
 * concept ids: every terminology (the id up to the colon) whose concepts the shots give one label.
 * Concepts at the top of the tree (`disease`, `syndrome`) are left out. `undefined` where no label
 * can be told.
 */
export function namesByShots(kb: StoredKnowledgeBase, shots: readonly Sentence[]): TaggerModel | undefined {
  const labels = new Map<string, Set<string>>();
  for (const { text, spans } of shots) {
    for (const { start, end, label } of spans) {
      for (const { id } of kb.lookup(text.slice(start, end))) {
        const prefix = /^[^:]+:/u.exec(id)?.[0];
        if (prefix !== undefined) labels.set(prefix, (labels.get(prefix) ?? new Set()).add(label));
      }
    }
  }
  const mapping: Record<string, string[]> = {};
  for (const [prefix, [label, ...others]] of labels) {
    if (label !== undefined && others.length === 0) mapping[label] = [...(mapping[label] ?? []), prefix];
  }
  if (Object.keys(mapping).length === 0) return undefined;
  return dictionaryTagger({ names: () => specificNames(kb) }, { labels: mapping satisfies LabelMapping });
}

function* specificNames(kb: StoredKnowledgeBase): ReturnType<StoredKnowledgeBase['names']> & Generator {
  const known = new Map<string, boolean>();
  for (const name of kb.names()) {
    let isSpecific = known.get(name.concept);
    if (isSpecific === undefined) {
      isSpecific = kb.parents(name.concept).some((parent) => kb.parents(parent.id).length > 0);
      known.set(name.concept, isSpecific);
    }
    if (isSpecific) yield name;
  }
}
