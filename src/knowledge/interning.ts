import type Database from 'libsql';

/** Gives each text a number of its own. */
export type Intern = (text: string) => number;

/** Numbers texts from `first` as they are met; `insert` stores a new one. */
export function interned(insert: (number: number, text: string) => void, first = 0): Intern {
  const known = new Map<string, number>();
  return (text) => {
    const found = known.get(text);
    if (found !== undefined) return found;
    // A slice of a large text keeps all of it in memory; a copy does not.
    const copy = Buffer.from(text).toString();
    const number = known.size + first;
    known.set(copy, number);
    insert(number, copy);
    return number;
  };
}

/** The tables of words that rows refer to by number. Number 0 is "no vocabulary" and `is_a`. */
export function internTables(db: Database.Database) {
  const table = (name: string, column: string): Intern => {
    const insert = db.prepare(`INSERT INTO ${name}(number, ${column}) VALUES(?, ?)`);
    return interned((number, text) => insert.run(number, text));
  };
  const vocabularySets = table('vocabulary_set', 'vocabularies');
  const vocabulary = table('vocabulary', 'id');
  const relationType = table('relation_type', 'name');
  return {
    vocabulary,
    relationType,
    vocabularySet: (vocabularies: readonly string[] = []): number =>
      vocabularySets(vocabularies.length < 2 ? (vocabularies[0] ?? '') : [...vocabularies].sort().join('|')),
  };
}
