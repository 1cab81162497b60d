import type Database from 'libsql';
import { RELATIONS } from './schema.js';
import type { Warn, WarningKind } from './warnings.js';

const REJECTED: readonly { readonly kind: WarningKind; readonly where: string; readonly what: string }[] = [
  { kind: 'unknown parent', where: 'c.number IS NULL', what: 'is in none of the files' },
  { kind: 'obsolete parent', where: 'c.obsolete', what: 'is obsolete' },
  { kind: 'own parent', where: 'c.number = p.child', what: 'is the term itself' },
];

// A concept's own id goes before an alternative id of another.
const PENDING = `
  FROM pending p
  LEFT JOIN concept c ON c.number = coalesce(
    (SELECT number FROM concept WHERE id = p.parent), (SELECT concept FROM alias WHERE id = p.parent))`;

/**
 * Turns the is_a lines set aside into relations between live concepts; those that lead nowhere are
 * warnings. Returns how many were kept. Needs the index on concept ids.
 */
export function resolveRelations(db: Database.Database, warn: Warn): number {
  for (const { kind, where, what } of REJECTED) {
    const rows = db
      .prepare(`SELECT p.place, p.parent ${PENDING} WHERE ${where} ORDER BY p.rowid`)
      .raw()
      .iterate();
    for (const [place, parent] of rows as Iterable<[string, string]>) {
      warn(kind, place, `is_a ${parent}, which ${what}: left out`);
    }
  }
  const kept = db.prepare(
    `INSERT OR IGNORE INTO relation(type, child, parent)
     SELECT ${RELATIONS.isA}, p.child, c.number ${PENDING}
     WHERE c.number IS NOT NULL AND NOT c.obsolete AND c.number <> p.child`,
  );
  return kept.run().changes;
}

/** Writes every live concept's depth: 0 for those without parents, then level by level, so that cycles end. */
export function writeDepths(db: Database.Database): void {
  const isA = `type = ${RELATIONS.isA}`;
  let changed = db
    .prepare(
      `UPDATE concept SET depth = 0 WHERE NOT obsolete
       AND NOT EXISTS (SELECT 1 FROM relation WHERE ${isA} AND child = concept.number)`,
    )
    .run().changes;
  const level = db.prepare(
    `UPDATE concept SET depth = ?1 + 1 WHERE depth IS NULL AND number IN (
       SELECT r.child FROM concept p JOIN relation r ON r.${isA} AND r.parent = p.number WHERE p.depth = ?1)`,
  );
  for (let depth = 0; changed > 0; depth++) changed = level.run(depth).changes;
}
