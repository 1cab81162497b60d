import type Database from 'libsql';
import { batchInsert } from '../batch.js';
import { cellOf } from '../sql.js';
import type { BuildTables } from '../tables.js';
import type { Group } from './groups.js';

/**
 * Makes one concept of each group (that of the first source, of the least id in it, stays; the ids
 * of the others lead to it) and numbers concepts in order of their ids. Returns how many were joined away.
 */
export function joinAndRenumber(tables: BuildTables, groups: readonly Group[]): number {
  const { db, order } = tables;
  db.exec('CREATE TEMP TABLE final(old INTEGER PRIMARY KEY, new INTEGER NOT NULL)');
  const joined = writeGroups(db, groups);
  if (!order.isSorted) {
    db.exec(`
      CREATE TEMP TABLE ascending AS
        SELECT number AS old, row_number() OVER (ORDER BY id) AS new FROM concept
        WHERE number NOT IN (SELECT old FROM final);
      CREATE UNIQUE INDEX ascending_old ON ascending(old);
      UPDATE final SET new = (SELECT a.new FROM ascending a WHERE a.old = final.new);
      INSERT INTO final SELECT old, new FROM ascending;
      DROP TABLE ascending`);
  }
  if (joined > 0 || !order.isSorted) applyNumbers(db);
  db.exec('DROP TABLE final');
  return joined;
}

function writeGroups(db: Database.Database, groups: readonly Group[]): number {
  const first = cellOf<number>(
    db,
    'SELECT number FROM concept WHERE number IN (SELECT value FROM json_each(?)) ORDER BY obsolete, source, id LIMIT 1',
  );
  const final = batchInsert(db, 'INSERT INTO final(old, new)', 2);
  const alias = batchInsert(db, 'INSERT OR IGNORE INTO alias(id, concept)', 2);
  const touched = batchInsert(db, 'INSERT OR IGNORE INTO touched(concept)', 1);
  const ownAlias = db.prepare(
    'INSERT OR IGNORE INTO alias(id, concept) SELECT id, ? FROM concept WHERE number = ?',
  );
  const candidate = db.prepare(
    "INSERT INTO preferred SELECT number, source, rank, name FROM concept WHERE number = ? AND name <> ''",
  );
  let joined = 0;
  for (const { concepts, others } of groups) {
    const stays = first(JSON.stringify(concepts)) ?? 0;
    for (const id of others) alias.add(id, stays);
    if (concepts.length < 2) continue;
    for (const concept of concepts) {
      touched.add(concept);
      if (concept === stays) continue;
      ownAlias.run(stays, concept);
      candidate.run(concept);
      final.add(concept, stays);
      joined++;
    }
  }
  for (const batch of [final, alias, touched]) batch.flush();
  return joined;
}

/** Tables whose rows are told apart by their concept, with their other columns. */
const KEYED: readonly (readonly [table: string, others: string])[] = [
  ['alias', 'id'],
  ['xref', 'ids'],
  ['concept_type', 'type'],
  ['definition', 'source, vocabulary, text'],
];

function applyNumbers(db: Database.Database): void {
  const renamed = (column: string): string =>
    `coalesce((SELECT new FROM final WHERE old = ${column}), ${column})`;
  for (const [table, others] of KEYED) {
    db.exec(`
      CREATE TEMP TABLE copy AS SELECT ${renamed('concept')} AS concept, ${others} FROM ${table};
      DELETE FROM ${table};
      INSERT OR IGNORE INTO ${table}(concept, ${others}) SELECT * FROM copy ORDER BY ${table === 'definition' ? '1, 2, 3, 4' : '2, 1'};
      DROP TABLE copy`);
  }
  for (const [table, column] of [
    ['name', 'concept'],
    ['pending', 'child'],
    ['edge', 'child'],
    ['edge', 'parent'],
    ['preferred', 'concept'],
  ] as const) {
    db.exec(`UPDATE ${table} SET ${column} = ${renamed(column)} WHERE ${column} IN (SELECT old FROM final)`);
  }
  db.exec(`
    CREATE TEMP TABLE copy AS SELECT DISTINCT ${renamed('concept')} AS concept FROM touched;
    DELETE FROM touched; INSERT INTO touched SELECT concept FROM copy; DROP TABLE copy;
    CREATE TEMP TABLE copy AS SELECT ${renamed('number')} AS number, id, name, obsolete, source, rank FROM concept;
    DELETE FROM concept;
    INSERT OR IGNORE INTO concept(number, id, name, obsolete, source, rank)
      SELECT number, id, name, obsolete, source, rank FROM copy ORDER BY number, obsolete, source, id;
    DROP TABLE copy`);
}
