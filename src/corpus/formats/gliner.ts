import { type Format, HOLDS_TAGS } from '../format.js';
import { glinerJson, readGliner } from '../json/gliner.js';
import { hasKey, isJsonLike } from '../sniff-rules.js';

/** GLiNER: words, and mentions by first and last word. */
export const gliner: Format = {
  name: 'gliner',
  title: 'GLiNER: words, and mentions by first and last word',
  extensions: ['.gliner.json'],
  holds: { ...HOLDS_TAGS, overlaps: true },
  matches: (head) => isJsonLike(head) && hasKey(head, ['tokenized_text']),
  read: readGliner,
  encode: glinerJson,
};
