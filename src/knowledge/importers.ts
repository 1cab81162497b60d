import { readCsv } from './csv.js';
import type { Importer } from './importer.js';
import { readMesh } from './mesh/mesh.js';
import { importObo } from './obo-importer.js';
import { readRrf } from './rrf/rrf.js';
import { readSssom } from './sssom.js';
import { noteUts } from './uts-importer.js';

/** Every importer by the name of its format. A new one is a file and a line here. */
export const IMPORTERS = {
  rrf: readRrf,
  mesh: readMesh,
  obo: importObo,
  csv: readCsv,
  sssom: readSssom,
  uts: noteUts,
} as const satisfies Record<string, Importer>;
export type SourceFormat = keyof typeof IMPORTERS;
