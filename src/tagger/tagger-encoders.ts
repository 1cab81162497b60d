import type { Encoder } from '../encoder/encoder.js';
import { openEncoder } from '../encoder/kinds.js';
import { openSaner } from './saner/open-saner.js';

/** How the encoders are opened that only taggers have, by kind. */
const OPENERS: Readonly<Record<string, (folder: string) => Promise<Encoder>>> = { saner: openSaner };

/** The encoder inside a saved tagger's folder, without the weights that its program holds. */
export async function openTaggerEncoder(kind: string, folder: string): Promise<Encoder> {
  return await (OPENERS[kind]?.(folder) ?? openEncoder(kind, folder));
}
