import { each, type Format, HOLDS_ALL } from '../format.js';
import { jsonlOf, readJsonl } from '../jsonl.js';
import { isJsonLike } from '../sniff-rules.js';

/** JSON Lines, hilgen’s own: everything; also read: Prodigy, doccano. */
export const jsonl: Format = {
  name: 'jsonl',
  title: 'JSON Lines, hilgen’s own: everything; also read: Prodigy, doccano',
  extensions: ['.jsonl', '.ndjson'],
  holds: { ...HOLDS_ALL, unknown: true },
  matches: isJsonLike,
  read: readJsonl,
  encode: each(jsonlOf),
};
