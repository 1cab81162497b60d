import type Database from 'libsql';
import { batchInsert } from '../batch.js';
import { nameKey } from '../normalise.js';
import { scopeNumber } from '../schema.js';
import { rowsOf } from '../sql.js';

type NameRow = [
  concept: number,
  text: string,
  scope: number,
  vocabularies: number,
  obsolete: number,
  name: string,
];

/**
 * Puts the names of concepts that were met more than once in order: each text once, in its closest
 * scope, with all vocabularies that have it, and one preferred name: that of the first source, of
 * the least rank in it, the first in alphabetical order. So the order of rows makes no difference.
 */
export function mergeNames(
  db: Database.Database,
  setNumber: (vocabularies: readonly string[]) => number,
): void {
  if (db.prepare('SELECT 1 FROM touched LIMIT 1').raw().get() === undefined) return;
  choosePreferred(db);
  const sets = vocabularySets(db);
  db.exec(
    'CREATE TEMP TABLE merged(concept INTEGER, scope INTEGER, text TEXT, key TEXT, vocabularies INTEGER)',
  );
  const merged = batchInsert(db, 'INSERT INTO merged(concept, scope, text, key, vocabularies)', 5);
  let last: Merged | undefined;
  const close = (): void => {
    if (last === undefined) return;
    const { concept, scope, text, isObsolete, vocabularies } = last;
    const key = isObsolete ? null : nameKey(text) || null;
    merged.add(concept, scope, text, key, setNumber([...vocabularies]));
  };
  for (const row of touchedNames(db)) {
    const [concept, text, , set] = row;
    if (last?.concept !== concept || last.text !== text) {
      close();
      last = begin(row);
    }
    for (const vocabulary of sets.get(set) ?? []) last.vocabularies.add(vocabulary);
  }
  close();
  merged.flush();
  db.exec(`
    DELETE FROM name WHERE concept IN (SELECT concept FROM touched);
    INSERT INTO name(concept, scope, text, key, vocabularies)
      SELECT concept, scope, text, key, vocabularies FROM merged ORDER BY concept;
    DROP TABLE merged`);
}

interface Merged {
  readonly concept: number;
  readonly text: string;
  readonly scope: number;
  readonly isObsolete: boolean;
  readonly vocabularies: Set<string>;
}

const PREFERRED = scopeNumber('name');
const EXACT = scopeNumber('EXACT');

function begin([concept, text, scope, , obsolete, name]: NameRow): Merged {
  const closest = text === name ? PREFERRED : scope === PREFERRED ? EXACT : scope;
  return { concept, text, scope: closest, isObsolete: obsolete === 1, vocabularies: new Set() };
}

function choosePreferred(db: Database.Database): void {
  db.exec(`
    INSERT INTO preferred SELECT number, source, rank, name FROM concept
      WHERE number IN (SELECT concept FROM touched) AND name <> '';
    CREATE INDEX preferred_concept ON preferred(concept, source, rank, text);
    UPDATE concept SET name = coalesce(
      (SELECT text FROM preferred p WHERE p.concept = concept.number ORDER BY p.source, p.rank, p.text LIMIT 1), name)
      WHERE number IN (SELECT concept FROM touched)`);
}

function* touchedNames(db: Database.Database): Generator<NameRow> {
  const statement = db.prepare(
    `SELECT n.concept, n.text, n.scope, n.vocabularies, c.obsolete, c.name
     FROM name n JOIN concept c ON c.number = n.concept
     WHERE n.concept IN (SELECT concept FROM touched) ORDER BY n.concept, n.text, n.scope`,
  );
  yield* statement.raw().iterate() as Iterable<NameRow>;
}

function vocabularySets(db: Database.Database): Map<number, string[]> {
  const rows = rowsOf<[number, string]>(db, 'SELECT number, vocabularies FROM vocabulary_set')();
  return new Map(rows.map(([number, set]) => [number, set === '' ? [] : set.split('|')]));
}
