import type Database from 'libsql';
import { rowsOf } from '../sql.js';
import { editDistance } from './edit-distance.js';
import { backwards } from './index-words.js';

/** A word of the names that a mistyped word may stand for. */
export interface Correction {
  readonly number: number;
  readonly text: string;
  readonly names: number;
  /** Edits between the two, 0 for the word itself. */
  readonly edits: number;
}

const MOST_CORRECTIONS = 6;
const MOST_CANDIDATES = 20_000;

type Row = [number: number, text: string, names: number];

/**
 * Finds words of the vocabulary within one edit of a word of four to seven letters, within two of a longer
 * one: best first, and of equal ones the more frequent. Of the candidates, the first or the last part is
 * right (half of the word for one edit, a third for two), or two neighbouring letters were swapped.
 */
export function corrector(db: Database.Database): (word: string) => Correction[] {
  const byStart = rowsOf<Row>(
    db,
    'SELECT number, text, names FROM word WHERE text >= ? AND text < ? LIMIT ?',
  );
  const byEnd = rowsOf<Row>(
    db,
    'SELECT number, text, names FROM word WHERE ending >= ? AND ending < ? LIMIT ?',
  );
  const same = rowsOf<Row>(
    db,
    'SELECT number, text, names FROM word WHERE text IN (SELECT value FROM json_each(?))',
  );
  return (word) => {
    const most = word.length < 4 ? 0 : word.length < 8 ? 1 : 2;
    if (most === 0) return [];
    const part = Math.max(2, Math.floor(word.length / (most + 1)));
    const candidates = [
      ...byStart(...range(word.slice(0, part)), MOST_CANDIDATES),
      ...byEnd(...range(backwards(word).slice(0, part)), MOST_CANDIDATES),
      ...same(JSON.stringify(swapped(word))),
    ];
    return bestOf(word, candidates, most);
  };
}

function bestOf(word: string, candidates: readonly Row[], most: number): Correction[] {
  const found = new Map<number, Correction>();
  for (const [number, text, names] of candidates) {
    if (found.has(number)) continue;
    const edits = editDistance(word, text, most);
    if (edits <= most) found.set(number, { number, text, names, edits });
  }
  return [...found.values()]
    .sort((a, b) => a.edits - b.edits || b.names - a.names || (a.text < b.text ? -1 : 1))
    .slice(0, MOST_CORRECTIONS);
}

/** From a beginning to behind the last text that begins so. */
export function range(start: string): [string, string] {
  return [start, `${start}\u{10ffff}`];
}

function swapped(word: string): string[] {
  return Array.from({ length: word.length - 1 }, (_, at) =>
    [word.slice(0, at), word[at + 1], word[at], word.slice(at + 2)].join(''),
  );
}
