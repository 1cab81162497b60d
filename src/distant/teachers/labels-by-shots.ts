import type { Sentence } from '../../corpus/sentence.js';
import type { KnowledgeBase } from '../../knowledge/index.js';
import type { ConceptLabels } from '../../tagger/dictionary.js';

/**
 * The label of a concept, told from labelled sentences: kinds of concepts are semantic types, or terminologies (the id
 * up to its colon) where a concept has no type; a kind whose concepts the shots give one label means that label.
 * `undefined` where no mention of theirs is known.
 */
export function labelsByShots(
  kb: Pick<KnowledgeBase, 'lookup' | 'concept'>,
  shots: readonly Sentence[],
): ConceptLabels | undefined {
  const seen = new Map<string, Set<string>>();
  for (const { text, spans } of shots) {
    for (const { start, end, label } of spans) {
      for (const concept of kb.lookup(text.slice(start, end))) {
        for (const kind of kindsOf(concept)) seen.set(kind, (seen.get(kind) ?? new Set()).add(label));
      }
    }
  }
  const labels = new Map<string, string>();
  for (const [kind, [label, ...others]] of seen)
    if (label !== undefined && others.length === 0) labels.set(kind, label);
  if (labels.size === 0) return undefined;
  const known = new Map<string, string | undefined>();
  const ask = (id: string): string | undefined =>
    kindsOf(kb.concept(id) ?? { id, types: [] })
      .map((kind) => labels.get(kind))
      .find((label) => label !== undefined);
  return {
    labels: [...new Set(labels.values())].sort(),
    of: (id) => {
      if (!known.has(id)) known.set(id, ask(id));
      return known.get(id);
    },
  };
}

function kindsOf({
  id,
  types,
}: {
  readonly id: string;
  readonly types: readonly string[];
}): readonly string[] {
  return types.length > 0 ? types : [/^[^:]+:/u.exec(id)?.[0] ?? id];
}
