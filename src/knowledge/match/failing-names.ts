import { isAcronym } from './normalisations/acronyms.js';
import { singular } from './normalisations/plural.js';

/** A text with what stands in it as labelled and as found by a dictionary. */
export interface Judged {
  readonly text: string;
  readonly gold: readonly Place[];
  readonly found: readonly Place[];
}

interface Place {
  readonly start: number;
  readonly end: number;
  readonly label: string;
}

/**
 * The names that were wrong more often than right in labelled texts, sorted: for a matcher's `drop`. To be
 * made from development data alone. Letter case makes a difference for names in capitals only.
 */
export function failingNames(texts: Iterable<Judged>): string[] {
  const balance = new Map<string, number>();
  for (const { text, gold, found } of texts) {
    const right = new Set(gold.map(keyOf));
    for (const place of found) {
      const name = formOf(text.slice(place.start, place.end));
      balance.set(name, (balance.get(name) ?? 0) + (right.has(keyOf(place)) ? 1 : -1));
    }
  }
  return Array.from(balance)
    .filter(([, sum]) => sum < 0)
    .map(([name]) => name)
    .sort();
}

const keyOf = ({ start, end, label }: Place): string => `${start} ${end} ${label}`;

function formOf(name: string): string {
  if (isAcronym(name)) return name;
  return name.toLowerCase().replace(/[\p{L}\p{N}]+$/u, singular);
}
