import { createHash } from 'node:crypto';
import type { WorkOptions } from '../../base/progress.js';
import type { Sentence } from '../../corpus/sentence.js';
import type { StoredKnowledgeBase } from '../../knowledge/store.js';
import { conceptLabels } from '../concept-labels.js';
import { dictionaryTagger, type LabelMapping } from '../dictionary.js';
import { featureWidth, wordFeatures } from './word-features.js';

/** What features are made from. */
export type KnowledgeSource = Pick<StoredKnowledgeBase, 'names' | 'concept' | 'summary'>;

/** Which knowledge base features come from, and under which labels. */
export interface KnowledgeIdentity {
  /** SHA-256 over the sources that it was built from and how much of them it holds. */
  readonly sha256: string;
  /** What it was built from, in words. */
  readonly sources: readonly string[];
  readonly labels: LabelMapping;
  /** How `labels` tell concepts, where it is not by the beginnings of their ids: as `conceptLabels` does. */
  readonly by?: 'types' | undefined;
}

/** A knowledge base as a tagger asks it: a few numbers for each word. */
export interface Knowledge {
  readonly identity: KnowledgeIdentity;
  /** Features a word. */
  readonly width: number;
  /** Of each sentence, in order: tokens×width. Abbreviations explained in one are met in the next, as by the dictionary tagger. */
  features(sentences: readonly Sentence[], work?: WorkOptions): AsyncGenerator<Float32Array>;
}

/** Every concept alike. */
const ANY: LabelMapping = { any: [''] };

/**
 * Takes in the names of a knowledge base, which may be closed afterwards.
 *
 * @param by `types`: labels stand for semantic types and beginnings of ids that end with a colon, as in `conceptLabels`.
 */
export function knowledgeOf(kb: KnowledgeSource, labels: LabelMapping = ANY, by?: 'types'): Knowledge {
  const dictionary = dictionaryTagger(kb, { labels: by === 'types' ? conceptLabels(kb, labels) : labels });
  return {
    identity: { ...identify(kb), labels, ...(by && { by }) },
    width: featureWidth(dictionary.labels.length),
    async *features(sentences, { signal } = {}) {
      let at = 0;
      for await (const matches of dictionary.tag(sentences, { signal }))
        yield wordFeatures(sentences[at++] as Sentence, matches, dictionary.labels);
    },
  };
}

function identify(kb: KnowledgeSource): Pick<KnowledgeIdentity, 'sha256' | 'sources'> {
  const { sources, concepts, names } = kb.summary();
  const held = sources.map(({ format, sha256 }) => [format, sha256]);
  const hash = createHash('sha256').update(JSON.stringify([held, concepts, names]));
  return {
    sha256: hash.digest('hex'),
    sources: sources.map(({ name, file, version }) => [name ?? file, version].filter(Boolean).join(' ')),
  };
}
