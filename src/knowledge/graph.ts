import type Database from 'libsql';
import type { ConceptGraph } from './layers/layer.js';
import { RELATIONS, scopeOf } from './schema.js';
import { cellOf, columnOf, rowsOf } from './sql.js';

// CROSS JOIN keeps SQLite to the order written: sorting by the index on ids would scan every concept.
const NAMED = "c.name <> ''";
const IS_A = `r.type = ${RELATIONS.isA}`;

/** The store's tables as the graph that layers walk. Member lists of types are kept once asked for. */
export function conceptGraph(db: Database.Database): ConceptGraph {
  const ask = queries(db);
  return {
    id: (concept) => ask.id(concept) ?? '',
    isNamed: (concept) => ask.isNamed(concept) !== undefined,
    names: (concept) => ask.names(concept).map(([text, scope]) => ({ text, scope: scopeOf(scope) })),
    parents: ask.parents,
    children: ask.children,
    lineage: (concept) =>
      ask.lineage(concept).map(([above, depth]) => ({ concept: above, depth: depth ?? undefined })),
    descendants: remembered(ask.descendants),
    types: (concept) => ask.types(concept).map(([type, id]) => ({ type, id })),
    typed: remembered(ask.typed),
  };
}

function queries(db: Database.Database) {
  return {
    id: cellOf<string>(db, 'SELECT id FROM concept WHERE number = ?'),
    isNamed: cellOf<number>(db, `SELECT 1 FROM concept c WHERE number = ? AND ${NAMED}`),
    names: rowsOf<[string, number]>(
      db,
      'SELECT text, scope FROM name WHERE concept = ? ORDER BY scope, text',
    ),
    parents: columnOf<number>(
      db,
      `SELECT r.parent FROM relation r CROSS JOIN concept c ON c.number = r.parent
       WHERE ${IS_A} AND r.child = ? ORDER BY c.id`,
    ),
    children: columnOf<number>(
      db,
      `SELECT r.child FROM relation r CROSS JOIN concept c ON c.number = r.child
       WHERE ${IS_A} AND r.parent = ? AND ${NAMED} ORDER BY c.id`,
    ),
    lineage: rowsOf<[number, number | null]>(
      db,
      `WITH RECURSIVE up(number) AS (
         VALUES(?) UNION SELECT r.parent FROM up CROSS JOIN relation r ON ${IS_A} AND r.child = up.number)
       SELECT c.number, c.depth FROM up CROSS JOIN concept c ON c.number = up.number ORDER BY c.id`,
    ),
    descendants: columnOf<number>(
      db,
      `WITH RECURSIVE down(number) AS (
         VALUES(?1) UNION SELECT r.child FROM down CROSS JOIN relation r ON ${IS_A} AND r.parent = down.number)
       SELECT c.number FROM down CROSS JOIN concept c ON c.number = down.number
       WHERE c.number <> ?1 AND ${NAMED} ORDER BY c.id`,
    ),
    types: rowsOf<[number, string]>(
      db,
      `SELECT t.number, t.id FROM concept_type ct CROSS JOIN semantic_type t ON t.number = ct.type
       WHERE ct.concept = ? ORDER BY t.id`,
    ),
    typed: columnOf<number>(
      db,
      `SELECT c.number FROM concept_type ct CROSS JOIN concept c ON c.number = ct.concept
       WHERE ct.type = ? AND NOT c.obsolete AND ${NAMED} ORDER BY c.id`,
    ),
  };
}

function remembered(ask: (of: number) => number[]): (of: number) => number[] {
  const known = new Map<number, number[]>();
  return (of) => {
    const answer = known.get(of) ?? ask(of);
    known.set(of, answer);
    return answer;
  };
}
