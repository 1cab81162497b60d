import { plain } from '../match/normalisations/accents.js';
import { nameKey } from '../normalise.js';

/** The words under which a name is found: those of its key, without accents. */
export function searchWords(text: string): string[] {
  return wordsOfKey(nameKey(text));
}

/** The same of a name's key. */
export function wordsOfKey(key: string): string[] {
  return key === '' ? [] : plain(key).split(' ');
}
