import { type Format, HOLDS_TAGS } from '../format.js';
import { hfJsonl as encodeHfJsonl, readHfJsonl } from '../json/hf-jsonl.js';
import { hasKey, isJsonLike } from '../sniff-rules.js';

/** Hugging Face data sets as JSON Lines: tokens and ner_tags. */
export const hfJsonl: Format = {
  name: 'hf-jsonl',
  title: 'Hugging Face data sets as JSON Lines: tokens and ner_tags',
  extensions: ['.hf.jsonl'],
  holds: HOLDS_TAGS,
  matches: (head) =>
    isJsonLike(head) &&
    hasKey(head, ['tokens']) &&
    hasKey(head, ['ner_tags', 'tags', 'labels']) &&
    !hasKey(head, ['text']),
  read: readHfJsonl,
  encode: encodeHfJsonl,
};
