import type Database from 'libsql';
import { isInverse } from '../relation-types.js';
import { IS_A_NUMBER, RELATION_INDEX } from '../schema.js';
import { cellOf, rowsOf } from '../sql.js';
import type { Warn, WarningKind } from '../warnings.js';

const REJECTED: readonly { readonly kind: WarningKind; readonly where: string; readonly what: string }[] = [
  {
    kind: 'unknown parent',
    where: 'c.number IS NULL AND p.parent NOT IN (SELECT id FROM excluded)',
    what: 'is in none of the files',
  },
  { kind: 'obsolete parent', where: 'c.obsolete', what: 'is obsolete' },
  { kind: 'own parent', where: 'c.number = p.child', what: 'is the term itself' },
];

// A concept's own id goes before an alternative id of another.
const PENDING = `
  FROM pending p
  LEFT JOIN concept c ON c.number = coalesce(
    (SELECT number FROM concept WHERE id = p.parent), (SELECT min(concept) FROM alias WHERE id = p.parent))`;

/** How many relations there are: pairs of concepts under `is_a`, and all others. */
export interface RelationCounts {
  readonly isA: number;
  readonly others: number;
}

/**
 * Turns the relations set aside into rows between live concepts, each once for every vocabulary
 * that has it; those that lead nowhere are warnings. Needs the index on concept ids.
 */
export function resolveRelations(db: Database.Database, warn: Warn): RelationCounts {
  for (const { kind, where, what } of REJECTED) {
    const rows = db
      .prepare(`SELECT p.place, p.parent, t.name ${PENDING} JOIN relation_type t ON t.number = p.type
                WHERE ${where} ORDER BY p.rowid`)
      .raw()
      .iterate();
    for (const [place, parent, type] of rows as Iterable<[string, string, string]>) {
      warn(kind, place, `${type} ${parent}, which ${what}: left out`);
    }
  }
  db.exec(`INSERT INTO edge(child, type, parent, vocabulary)
    SELECT p.child, p.type, c.number, p.vocabulary ${PENDING}
    WHERE c.number IS NOT NULL AND NOT c.obsolete AND c.number <> p.child`);
  writeRelations(db);
  db.exec(RELATION_INDEX);
  const count = (sql: string): number => cellOf<number>(db, sql)() ?? 0;
  const isA = count(
    `SELECT count(*) FROM (SELECT DISTINCT child, parent FROM relation WHERE type = ${IS_A_NUMBER})`,
  );
  return { isA, others: count(`SELECT count(*) FROM relation WHERE type <> ${IS_A_NUMBER}`) };
}

/** A relation read from its far end is kept where it was not read from the near end too. */
function writeRelations(db: Database.Database): void {
  const types = rowsOf<[number, string]>(db, 'SELECT number, name FROM relation_type')();
  const inverse = types.filter(([, name]) => isInverse(name)).map(([number]) => number);
  const list = `(${inverse.join(',')})`;
  const live = `child <> parent AND child NOT IN gone AND parent NOT IN gone`;
  const columns = 'child, type, parent, vocabulary';
  db.exec(`
    CREATE TEMP TABLE gone(number INTEGER PRIMARY KEY);
    INSERT INTO gone SELECT number FROM concept WHERE obsolete;
    INSERT INTO relation(${columns})
      SELECT DISTINCT ${columns} FROM edge WHERE ${live} AND type NOT IN ${list} ORDER BY 1, 2, 3, 4;
    INSERT OR IGNORE INTO relation(${columns})
      SELECT DISTINCT ${columns} FROM edge e WHERE ${live} AND type IN ${list} AND NOT EXISTS (
        SELECT 1 FROM relation r WHERE r.child = e.child AND r.parent = e.parent
        AND r.vocabulary = e.vocabulary AND r.type <> ${IS_A_NUMBER})
      ORDER BY 1, 2, 3, 4;
    DROP TABLE gone`);
}

/** Writes every live concept's depth: 0 for those without parents, then level by level, so that cycles end. */
export function writeDepths(db: Database.Database): void {
  const isA = `type = ${IS_A_NUMBER}`;
  db.exec(
    'CREATE TEMP TABLE level(number INTEGER PRIMARY KEY); CREATE TEMP TABLE next(number INTEGER PRIMARY KEY)',
  );
  let reached = db
    .prepare(
      `INSERT INTO level SELECT number FROM concept WHERE NOT obsolete
       AND NOT EXISTS (SELECT 1 FROM relation WHERE child = concept.number AND ${isA})`,
    )
    .run().changes;
  const mark = db.prepare('UPDATE concept SET depth = ? WHERE number IN (SELECT number FROM level)');
  for (let depth = 0; reached > 0; depth++) {
    mark.run(depth);
    reached = db
      .prepare(
        `INSERT OR IGNORE INTO next SELECT r.child FROM level l CROSS JOIN relation r ON r.parent = l.number AND r.${isA}
         JOIN concept c ON c.number = r.child WHERE c.depth IS NULL`,
      )
      .run().changes;
    db.exec('DELETE FROM level; INSERT INTO level SELECT number FROM next; DELETE FROM next');
  }
  db.exec('DROP TABLE level; DROP TABLE next');
}
