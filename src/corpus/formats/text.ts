import { type Format, HOLDS_TAGS } from '../format.js';
import { areTagged } from '../sniff-rules.js';
import { plainText, readText } from '../text/plain.js';

/** Plain text: a document a file, no mentions. */
export const text: Format = {
  name: 'text',
  title: 'plain text: a document a file, no mentions',
  extensions: ['.text'],
  holds: { ...HOLDS_TAGS, spans: false },
  matches: ({ path, files, lines }) =>
    (files === undefined ? undefined : files.length > 0 && files.every((name) => name.endsWith('.txt'))) ??
    (/\.(txt|text|md)(\.gz)?$/i.test(path) && !areTagged(lines)),
  read: readText,
  encode: plainText,
};
