import { biocJson as encodeBiocJson, readBiocJson } from '../bioc/json.js';
import { type Format, HOLDS_ALL } from '../format.js';
import { hasKey, isJsonLike } from '../sniff-rules.js';
import { inChunks } from '../text/chunks.js';

/** BioC in JSON. */
export const biocJson: Format = {
  name: 'bioc-json',
  title: 'BioC in JSON',
  extensions: ['.bioc.json'],
  holds: { ...HOLDS_ALL, rest: ['bioc'] },
  matches: (head) => isJsonLike(head) && hasKey(head, ['documents', 'passages', 'PubTator3']),
  read: readBiocJson,
  encode: (documents) => inChunks(encodeBiocJson(documents)),
};
