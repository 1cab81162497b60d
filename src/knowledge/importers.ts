import { type Importer, termsImporter } from './importer.js';
import { readObo } from './obo.js';
import { readRrf } from './rrf/rrf.js';

/** Every importer by the name of its format. A new one is a file and a line here. */
export const IMPORTERS = {
  obo: termsImporter(readObo),
  rrf: readRrf,
} as const satisfies Record<string, Importer>;
export type SourceFormat = keyof typeof IMPORTERS;
