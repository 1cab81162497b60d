import { readBiocXml } from '../bioc/read-xml.js';
import { biocXml as encodeBiocXml } from '../bioc/write-xml.js';
import { type Format, HOLDS_ALL } from '../format.js';
import { inChunks } from '../text/chunks.js';

/** BioC in XML: passages, mentions with infons, relations. */
export const biocXml: Format = {
  name: 'bioc-xml',
  title: 'BioC in XML: passages, mentions with infons, relations',
  extensions: ['.xml'],
  holds: { ...HOLDS_ALL, rest: ['bioc'] },
  matches: ({ text }) => /^\s*<(\?xml|!DOCTYPE|collection)/.test(text),
  read: readBiocXml,
  encode: (documents) => inChunks(encodeBiocXml(documents)),
};
