import { throwIfAborted } from '../base/errors.js';
import type { Sentence, Span } from '../corpus/sentence.js';
import { EXACT_SCOPES, type KnowledgeBase, type Scope } from '../knowledge/knowledge-base.js';
import { type Match, type MatcherOptions, nameMatcher } from '../knowledge/match/index.js';
import { runsOf } from './dictionary-runs.js';
import type { TaggerModel } from './tagger.js';
import { onTokenEdges } from './token-edges.js';

/** Labels by the beginnings of the concept ids that they stand for; the first that fits counts. */
export type LabelMapping = Readonly<Record<string, readonly string[]>>;

/** Labels told from more than ids. */
export interface ConceptLabels {
  readonly labels: readonly string[];
  /** The label of a concept; names of a concept without one are left out. */
  of(concept: string): string | undefined;
}

export interface DictionaryOptions extends MatcherOptions {
  /** One label for every concept, labels by id prefix, for example `{ Disease: ['DOID:'], Chemical: ['CHEBI:'] }`, or any. */
  readonly labels: string | LabelMapping | ConceptLabels;
  /** Which names count, `EXACT_SCOPES` where not given. */
  readonly scopes?: readonly Scope[] | undefined;
}

/**
 * A tagger that marks every name of the knowledge base, longest first from the left, past whatever
 * `normalisations` allow (`none`: as it is written). Needs no training; the knowledge base may be closed afterwards.
 *
 * @example
 * const tagger = dictionaryTagger(kb, { labels: 'Disease' });
 * const plain = dictionaryTagger(kb, { labels: 'Disease', normalisations: 'none' });
 */
export function dictionaryTagger(
  kb: Pick<KnowledgeBase, 'names'>,
  { labels, scopes = EXACT_SCOPES, ...options }: DictionaryOptions,
): TaggerModel {
  const { labels: all, of: labelOf } = isConceptLabels(labels) ? labels : byPrefix(labels);
  const matcher = nameMatcher(labelled(kb.names(), scopes, labelOf), options);
  return {
    labels: [...all].sort(),
    async *tag(sentences, { onProgress, signal } = {}) {
      let done = 0;
      for (const { reach, sentences: run } of runsOf(sentences)) {
        throwIfAborted(signal);
        const found = matcher.matchAll(
          run.map(({ text }) => text),
          { reach },
        );
        for (const [at, sentence] of run.entries()) {
          throwIfAborted(signal);
          onProgress?.({ done: done++, total: sentences.length });
          yield spansOf(sentence, found[at] ?? [], labelOf);
        }
      }
    },
    close: async () => {},
  };
}

function* labelled(
  names: ReturnType<KnowledgeBase['names']>,
  scopes: readonly Scope[],
  labelOf: (concept: string) => string | undefined,
) {
  for (const name of names) {
    if (scopes.includes(name.scope) && labelOf(name.concept) !== undefined) yield name;
  }
}

function spansOf(
  sentence: Sentence,
  matches: readonly Match[],
  labelOf: (concept: string) => string | undefined,
): Span[] {
  return matches.flatMap((match) => {
    const place = onTokenEdges(sentence, match);
    const [meaning] = match.meanings;
    const label = meaning === undefined ? undefined : labelOf(meaning.concept);
    if (place === undefined || meaning === undefined || label === undefined) return [];
    return [{ ...place, label, concept: meaning.concept }];
  });
}

function isConceptLabels(labels: DictionaryOptions['labels']): labels is ConceptLabels {
  return typeof labels === 'object' && typeof labels.of === 'function';
}

function byPrefix(labels: string | LabelMapping): ConceptLabels {
  const mapping: LabelMapping = typeof labels === 'string' ? { [labels]: [''] } : labels;
  const entries = Object.entries(mapping);
  const of = (concept: string): string | undefined =>
    entries.find(([, prefixes]) => prefixes.some((prefix) => concept.startsWith(prefix)))?.[0];
  return { labels: Object.keys(mapping), of };
}
