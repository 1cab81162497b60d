import { type Format, HOLDS_ALL, NO_REST } from '../format.js';
import { readSpacy, spacyJson } from '../json/spacy.js';
import { hasKey, isJsonLike } from '../sniff-rules.js';

/** SpaCy: Doc.to_json(), overlaps in the span group “sc”; also read: its training files of version 2. */
export const spacy: Format = {
  name: 'spacy',
  title: 'spaCy: Doc.to_json(), overlaps in the span group “sc”; also read: its training files of version 2',
  extensions: ['.spacy.json'],
  holds: { ...HOLDS_ALL, fragments: false, scores: false, attributes: false, relations: 'none', ...NO_REST },
  matches: (head) =>
    isJsonLike(head) &&
    (hasKey(head, ['ents', 'paragraphs']) || /^\s*\[\s*\[\s*"(?:[^"\\]|\\.)*"\s*,\s*\{/.test(head.text)),
  read: readSpacy,
  encode: spacyJson,
};
