import type Database from 'libsql';
import { rowsOf } from '../sql.js';

/** Writes for every semantic type the numbers of its live, named concepts: see `TABLES`. */
export function writeTypeMembers(db: Database.Database): void {
  const insert = db.prepare('INSERT INTO type_member(type, members) VALUES(?, ?)');
  const types = rowsOf<[number]>(db, 'SELECT number FROM semantic_type')();
  // One text per type crosses into JavaScript in one piece: a row per member costs a microsecond each.
  db.exec(
    'CREATE TEMP TABLE member(type INTEGER, concept INTEGER, PRIMARY KEY(type, concept)) WITHOUT ROWID',
  );
  db.exec(`INSERT INTO member SELECT ct.type, ct.concept FROM concept_type ct
           CROSS JOIN concept c ON c.number = ct.concept WHERE NOT c.obsolete AND c.name <> '' ORDER BY 1, 2`);
  const members = db.prepare('SELECT group_concat(concept) FROM member WHERE type = ?').raw();
  for (const [type] of types) {
    const [list] = members.get(type) as [string | null];
    const numbers = list === null ? [] : list.split(',').map(Number);
    insert.run(type, Buffer.from(Int32Array.from(numbers).buffer));
  }
  db.exec('DROP TABLE member');
}
