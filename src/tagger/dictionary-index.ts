import type { KnowledgeBase, Scope } from '../knowledge/knowledge-base.js';
import { SCOPES } from '../knowledge/knowledge-base.js';
import { words } from '../knowledge/normalise.js';

/** What a name in a text means. */
export interface Entry {
  readonly label: string;
  readonly concept: string;
  /** The name's letters as written, where only this letter case counts. */
  readonly exactly: string | undefined;
}

/** Names by their words. */
export interface DictionaryIndex {
  /** Entries of a name by its words joined by single spaces, closest scope first. */
  readonly entries: ReadonlyMap<string, readonly Entry[]>;
  /** Words of the longest name that begins with a word. */
  readonly longest: ReadonlyMap<string, number>;
}

/** Which names are taken in, and under which label. */
export interface IndexSettings {
  readonly labelOf: (concept: string) => string | undefined;
  readonly scopes: readonly Scope[];
}

const LEAST_LETTERS = 2;

/**
 * Collects the names of the knowledge base but those of a single letter or digit. A name without a
 * small letter (`ALL`, `HD`) is met in this letter case only; with that rule names of two letters
 * earn their keep (Disease Ontology on the NCBI Disease development set: F1 46.7, without them
 * 44.4, without the rule 44.7).
 */
export function indexNames(
  names: ReturnType<KnowledgeBase['names']>,
  settings: IndexSettings,
): DictionaryIndex {
  const ranked = new Map<string, { readonly entry: Entry; readonly rank: number }[]>();
  const longest = new Map<string, number>();
  for (const { text, concept, scope } of names) {
    const label = settings.scopes.includes(scope) ? settings.labelOf(concept) : undefined;
    if (label === undefined || letters(text).length < LEAST_LETTERS) continue;
    const keys = words(text)
      .filter(({ kind }) => kind === 'word')
      .map(({ key }) => key);
    const [first = ''] = keys;
    longest.set(first, Math.max(longest.get(first) ?? 0, keys.length));
    const entry = { label, concept, exactly: isAcronym(text) ? letters(text) : undefined };
    const key = keys.join(' ');
    const known = ranked.get(key);
    if (known === undefined) ranked.set(key, [{ entry, rank: SCOPES.indexOf(scope) }]);
    else known.push({ entry, rank: SCOPES.indexOf(scope) });
  }
  return { entries: sorted(ranked), longest };
}

function sorted(ranked: ReadonlyMap<string, { readonly entry: Entry; readonly rank: number }[]>) {
  const entries = new Map<string, readonly Entry[]>();
  for (const [key, list] of ranked) {
    entries.set(
      key,
      list.sort((a, b) => a.rank - b.rank).map(({ entry }) => entry),
    );
  }
  return entries;
}

function isAcronym(text: string): boolean {
  return /\p{Lu}/u.test(text) && !/\p{Ll}/u.test(text);
}

/** The letters and digits of a text as written. */
export function letters(text: string): string {
  return text.normalize('NFKC').replace(/[^\p{L}\p{N}\p{M}]/gu, '');
}
