import { throwIfAborted } from '../base/errors.js';
import type { WorkOptions } from '../base/progress.js';
import { type Document, isSentence } from '../corpus/document.js';
import type { Sentence, Span } from '../corpus/sentence.js';
import { sentencesOf } from '../corpus/views.js';
import type { TaggerModel } from './tagger.js';

/** Documents that were tagged together, and how many sentences they have. */
export interface TaggedDocuments {
  readonly documents: readonly Document[];
  readonly sentences: number;
}

export interface DocumentTaggingOptions extends WorkOptions {
  /** Mentions of a lower score are left out. */
  readonly minScore?: number | undefined;
  /** Sentences from which on documents are tagged together (default 2048): the memory that is needed. */
  readonly together?: number | undefined;
}

/**
 * Tags documents as they come, some of them together, in order, in constant memory. What the source says of mentions
 * (mentions, relations, lines that belong to a format) is neither read nor kept; token and sentence marks are.
 */
export async function* tagDocuments(
  model: TaggerModel,
  documents: AsyncIterable<Document>,
  options: DocumentTaggingOptions = {},
): AsyncGenerator<TaggedDocuments> {
  let before = 0;
  for await (const group of grouped(documents, options.together ?? 2048)) {
    yield await tagGroup(model, group, before, options);
    before += group.length;
  }
}

/** A document without its mentions, with the sentences that are to be tagged. */
interface Untagged {
  readonly document: Document;
  readonly sentences: readonly Sentence[];
}

async function* grouped(documents: AsyncIterable<Document>, most: number): AsyncGenerator<Untagged[]> {
  let group: Untagged[] = [];
  let count = 0;
  for await (const document of documents) {
    const untagged = withoutMentions(document);
    const sentences = sentencesOf(untagged);
    group.push({ document: untagged, sentences });
    count += sentences.length;
    if (count < most) continue;
    yield group;
    group = [];
    count = 0;
  }
  if (group.length > 0) yield group;
}

function withoutMentions(document: Document): Document {
  return { ...document, spans: [], unknown: undefined, relations: undefined, rest: undefined };
}

async function tagGroup(
  model: TaggerModel,
  group: readonly Untagged[],
  before: number,
  { onProgress, signal, minScore = 0 }: DocumentTaggingOptions,
): Promise<TaggedDocuments> {
  throwIfAborted(signal);
  const sentences = group.flatMap((each) => each.sentences);
  const report = ({ done }: { readonly done: number }): void =>
    onProgress?.({ done: before + (group.length * done) / sentences.length });
  const found: (readonly Span[])[] = [];
  for await (const spans of model.tag(sentences, { signal, onProgress: report })) {
    found.push(spans.filter(({ score = 1 }) => score >= minScore));
  }
  let next = 0;
  const documents = group.map(({ document, sentences: own }) => {
    const spans = found.slice(next, next + own.length);
    next += own.length;
    return { ...document, spans: spans.flatMap((each, at) => placed(each, own[at] as Sentence, document)) };
  });
  return { documents, sentences: sentences.length };
}

/** A sentence's spans in the offsets of its document. */
function placed(spans: readonly Span[], sentence: Sentence, document: Document): readonly Span[] {
  const by = isSentence(document) ? 0 : (sentence.document?.start ?? 0);
  if (by === 0) return spans;
  return spans.map((span) => ({ ...span, start: span.start + by, end: span.end + by }));
}
