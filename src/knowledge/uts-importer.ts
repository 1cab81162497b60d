import { createHash } from 'node:crypto';
import { HilgenError } from '../base/errors.js';
import type { Importer } from './importer.js';

/** Where the UMLS REST service answers. */
export const UTS_BASE = 'https://uts-ws.nlm.nih.gov/rest';

/** Reads nothing: notes the address of the UMLS REST service, which is asked when questions come. */
export const noteUts: Importer = async ({ path }) => {
  if (!/^https?:\/\/\S+$/u.test(path)) {
    throw new HilgenError('usage', { where: path, what: 'the address of a UMLS REST service was expected' });
  }
  return {
    kind: 'header',
    name: path.replace(/\/+$/u, ''),
    version: 'current',
    licence: "UMLS Metathesaurus License: answers are kept for its holder's own use",
    sha256: createHash('sha256').update(path).digest('hex'),
  };
};
