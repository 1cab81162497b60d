import type Database from 'libsql';
import { cellOf } from './sql.js';

/** The vocabularies behind a name's set number, read once each. */
export function vocabularySets(db: Database.Database): (set: number) => readonly string[] {
  const read = cellOf<string>(db, 'SELECT vocabularies FROM vocabulary_set WHERE number = ?');
  const known = new Map<number, readonly string[]>();
  return (set) => {
    const found = known.get(set) ?? (read(set) ?? '').split('|').filter((vocabulary) => vocabulary !== '');
    known.set(set, found);
    return found;
  };
}
