import { throwIfAborted } from '../base/errors.js';
import { EXACT_SCOPES, type KnowledgeBase, type Scope } from '../knowledge/knowledge-base.js';
import { indexNames } from './dictionary-index.js';
import { matchNames } from './dictionary-match.js';
import type { TaggerModel } from './tagger.js';

/** Labels by the beginnings of the concept ids that they stand for; the first that fits counts. */
export type LabelMapping = Readonly<Record<string, readonly string[]>>;

export interface DictionaryOptions {
  /** One label for every concept, or labels by id prefix, for example `{ Disease: ['DOID:'], Chemical: ['CHEBI:'] }`. */
  readonly labels: string | LabelMapping;
  /** Which names count, `EXACT_SCOPES` where not given. */
  readonly scopes?: readonly Scope[] | undefined;
}

/**
 * A tagger that marks every name of the knowledge base, longest first from the left, under the
 * same normalisation as look-ups. Needs no training; the knowledge base may be closed afterwards.
 *
 * @example
 * const tagger = dictionaryTagger(kb, { labels: 'Disease' });
 */
export function dictionaryTagger(
  kb: Pick<KnowledgeBase, 'names'>,
  { labels, scopes = EXACT_SCOPES }: DictionaryOptions,
): TaggerModel {
  const mapping: LabelMapping = typeof labels === 'string' ? { [labels]: [''] } : labels;
  const index = indexNames(kb.names(), { labelOf: labelFinder(mapping), scopes });
  return {
    labels: Object.keys(mapping).sort(),
    async *tag(sentences, { onProgress, signal } = {}) {
      for (const [done, sentence] of sentences.entries()) {
        throwIfAborted(signal);
        onProgress?.({ done, total: sentences.length });
        yield matchNames(sentence, index);
      }
    },
    close: async () => {},
  };
}

function labelFinder(mapping: LabelMapping): (concept: string) => string | undefined {
  const entries = Object.entries(mapping);
  return (concept) =>
    entries.find(([, prefixes]) => prefixes.some((prefix) => concept.startsWith(prefix)))?.[0];
}
