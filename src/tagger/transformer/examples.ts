import type { Sentence } from '../../corpus/sentence.js';
import { spansToTags } from '../../corpus/spans-to-tags.js';
import { unknownTokens } from '../../corpus/unknown.js';
import type { Encoder, Window } from '../../encoder/encoder.js';
import { ANY_TAG } from '../crf/loss.js';
import type { Knowledge } from '../knowledge-features/knowledge.js';
import { knownWindows } from '../knowledge-features/with-knowledge.js';
import { type MixKind, mixKind } from './mix.js';
import type { TagSet } from './tag-set.js';

/** A window to learn from: the tag of each word labelled in it. */
export interface Example {
  /** Id of the sentence that it is part of. */
  readonly sentence: string;
  /** What the sentence came from; labelled by hand where absent. */
  readonly kind?: MixKind;
  readonly window: Window;
  /** Tag numbers, in the order of `window.words`; `ANY_TAG` where it is not known. */
  readonly tags: readonly number[];
  /** The sentence goes on behind these words, in another window. */
  readonly goesOn?: boolean;
}

/** The tokens of a sentence as words. */
export function wordsOf({ text, tokens }: Sentence): string[] {
  return tokens.map(({ start, end }) => text.slice(start, end));
}

/** Sentences as windows with their tags. Sentences without tokens have none. */
export async function toExamples(
  sentences: readonly Sentence[],
  encoder: Encoder,
  set: TagSet,
  knowledge?: Knowledge | undefined,
): Promise<Example[]> {
  const usable = sentences.filter(({ tokens }) => tokens.length > 0);
  const windows = await knownWindows(await encoder.split(usable.map(wordsOf)), usable, knowledge);
  return usable.flatMap((sentence, at) => {
    const isUnknown = unknownTokens(sentence);
    const tags = spansToTags(sentence, set.scheme).map((tag, token) =>
      isUnknown[token] ? ANY_TAG : set.indexOf(tag),
    );
    const own = windows[at] ?? [];
    return own.map((window, place) => ({
      sentence: sentence.id,
      kind: mixKind(sentence.origin.kind),
      window,
      tags: window.words.map(({ word }) => tags[word] ?? 0),
      goesOn: place < own.length - 1,
    }));
  });
}
