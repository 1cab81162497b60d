import type { Importer } from './importer.js';
import { readObo } from './obo.js';

/** Every importer by the name of its format. A new one is a file and a line here. */
export const IMPORTERS = { obo: readObo } as const satisfies Record<string, Importer>;
export type SourceFormat = keyof typeof IMPORTERS;
