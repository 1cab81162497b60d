import type Database from 'libsql';
import { nameKey } from '../normalise.js';
import { rowsOf } from '../sql.js';
import { type Correction, corrector, range } from './correct.js';
import { decodeSection, intersect, MOST_WORDS } from './postings.js';
import { searchWords, wordsOfKey } from './search-words.js';

/** How a name answers a query, best first. */
export const SEARCH_KINDS = ['exact', 'prefix', 'words', 'similar'] as const;
export type SearchKind = (typeof SEARCH_KINDS)[number];

/** A concept found by one of its names. */
export interface SearchHit {
  readonly id: string;
  readonly name: string;
  /** The name that answers. */
  readonly matched: string;
  readonly kind: SearchKind;
  /** Letters changed between the query and that name's words; 0 but for `similar`. */
  readonly edits: number;
}

/** Finds concepts by what is typed, best first. */
export type Search = (query: string, limit: number) => SearchHit[];

interface Found {
  readonly names: readonly number[];
  readonly kind: SearchKind;
  readonly edits: number;
}

const MOST_ENDINGS = 32;
const MOST_COMBINATIONS = 64;
// Reading a name's key takes as long as this many numbers of a list.
const NAMES_FOR_A_READING = 50;

/**
 * Full text, prefix and typo-tolerant search over all names. First names that are the query, then those
 * that begin with it, then those with all its words in any order (the last word may go on), shorter names
 * first; where there are none, the same with the words corrected by the vocabulary.
 */
export function nameSearch(db: Database.Database): Search {
  const ask = questions(db);
  return (query, limit) => {
    ask.forget();
    const hits = new Map<string, SearchHit>();
    const take = ({ names, kind, edits }: Found): boolean => {
      for (const [id, name, matched] of ask.concepts(names)) {
        if (hits.size < limit && !hits.has(id)) hits.set(id, { id, name, matched, kind, edits });
      }
      return hits.size >= limit;
    };
    for (const found of attempts(ask, query, limit, () => hits.size === 0)) if (take(found)) break;
    return [...hits.values()];
  };
}

function* attempts(ask: Questions, query: string, limit: number, isEmpty: () => boolean): Generator<Found> {
  const key = nameKey(query);
  if (key === '') return;
  yield { names: ask.exact(key), kind: 'exact', edits: 0 };
  yield { names: ask.prefix(key, limit), kind: 'prefix', edits: 0 };
  const words = searchWords(query);
  const known = words.map((word) => ask.word(word));
  if (!known.includes(undefined)) {
    yield* together(ask, known as Correction[][], 'words', limit);
  }
  const endings = words.map((word, at) => (at === words.length - 1 ? ask.endings(word) : known[at]));
  if (!endings.some((choices) => choices === undefined || choices.length === 0)) {
    yield* together(ask, endings as Correction[][], 'words', limit);
  }
  if (!isEmpty()) return;
  const corrected = words.map((word, at) => [...(known[at] ?? []), ...ask.correct(word)]);
  if (corrected.every((choices) => choices.length > 0)) yield* together(ask, corrected, 'similar', limit);
}

/** Names with one of the choices for every word, fewest edits first, shortest first. */
function* together(
  ask: Questions,
  choices: readonly (readonly Correction[])[],
  kind: SearchKind,
  limit: number,
): Generator<Found> {
  const combined = kind === 'similar' ? combinations(choices) : [{ sets: choices, edits: 0 }];
  for (const { sets, edits } of combined) {
    for (let length = Math.min(sets.length, MOST_WORDS); length <= MOST_WORDS; length++) {
      const names = namesOfAll(ask, sets, length);
      if (names.length > 0) yield { names: names.slice(0, limit * 4), kind, edits };
    }
  }
}

/** Names of this length with a word of every set: from the rarest set on, reading names rather than long lists. */
function namesOfAll(
  ask: Questions,
  sets: readonly (readonly Correction[])[],
  length: number,
): readonly number[] {
  const [first = [], ...others] = sets.toSorted((a, b) => frequency(a) - frequency(b));
  let names: readonly number[] = ask.namesWith(first, length);
  for (const set of others) {
    if (names.length === 0) return names;
    const isShort = names.length * NAMES_FOR_A_READING < frequency(set);
    names = isShort ? ask.having(names, set) : intersect([names, ask.namesWith(set, length)]);
  }
  return names;
}

function frequency(set: readonly Correction[]): number {
  return set.reduce((sum, { names }) => sum + names, 0);
}

/** One choice for every word: those with the fewest edits first. */
function combinations(choices: readonly (readonly Correction[])[]) {
  let all: { readonly sets: readonly (readonly Correction[])[]; readonly edits: number }[] = [
    { sets: [], edits: 0 },
  ];
  for (const set of choices) {
    all = all
      .flatMap(({ sets, edits }) => set.map((one) => ({ sets: [...sets, [one]], edits: edits + one.edits })))
      .sort((a, b) => a.edits - b.edits)
      .slice(0, MOST_COMBINATIONS);
  }
  return all.filter(({ edits }) => edits > 0);
}

type Questions = ReturnType<typeof questions>;

function questions(db: Database.Database) {
  const exact = rowsOf<[number]>(db, 'SELECT number FROM name WHERE key = ?');
  const prefix = rowsOf<[number]>(
    db,
    'SELECT number FROM name WHERE key > ? AND key < ? ORDER BY key LIMIT ?',
  );
  const word = rowsOf<[number, string, number]>(db, 'SELECT number, text, names FROM word WHERE text = ?');
  const endings = rowsOf<[number, string, number]>(
    db,
    'SELECT number, text, names FROM word WHERE text >= ? AND text < ? LIMIT 2000',
  );
  const postings = rowsOf<[Buffer]>(db, 'SELECT names FROM posting WHERE word = ? ORDER BY part');
  const concepts = rowsOf<[string, string, string]>(
    db,
    `SELECT c.id, c.name, n.text FROM json_each(?) j CROSS JOIN name n ON n.number = j.value
     CROSS JOIN concept c ON c.number = n.concept ORDER BY length(n.text), n.scope, c.number`,
  );
  const keys = rowsOf<[number, string]>(
    db,
    'SELECT n.number, n.key FROM json_each(?) j CROSS JOIN name n ON n.number = j.value',
  );
  const correct = corrector(db);
  const toChoice = ([number, text, names]: [number, string, number]): Correction => ({
    number,
    text,
    names,
    edits: 0,
  });
  // Of one query: the same words are asked for at every length.
  const remembered = new Map<number, [Buffer][]>();
  const namesOf = (word: number): [Buffer][] => {
    const known = remembered.get(word) ?? postings(word);
    remembered.set(word, known);
    return known;
  };
  return {
    forget: () => remembered.clear(),
    exact: (key: string) => exact(key).map(([number]) => number),
    prefix: (key: string, limit: number) => prefix(...range(key), limit * 4).map(([number]) => number),
    word: (text: string) => {
      const rows = word(text);
      return rows.length === 0 ? undefined : rows.map(toChoice);
    },
    endings: (start: string) =>
      endings(...range(start))
        .sort((a, b) => b[2] - a[2])
        .slice(0, MOST_ENDINGS)
        .map(toChoice),
    correct: (text: string) => correct(text).filter(({ edits }) => edits > 0),
    namesWith(words: readonly Correction[], length: number): number[] {
      const names: number[] = [];
      for (const { number } of words)
        for (const [bytes] of namesOf(number)) decodeSection(bytes, length, names);
      return words.length === 1 ? names : [...new Set(names)].sort((a, b) => a - b);
    },
    having(names: readonly number[], words: readonly Correction[]): number[] {
      const texts = new Set(words.map(({ text }) => text));
      const rows = keys(JSON.stringify(names));
      return rows.flatMap(([name, key]) => (wordsOfKey(key).some((word) => texts.has(word)) ? [name] : []));
    },
    concepts: (names: readonly number[]) => (names.length === 0 ? [] : concepts(JSON.stringify(names))),
  };
}
