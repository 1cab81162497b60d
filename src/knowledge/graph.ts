import type Database from 'libsql';
import type { ConceptGraph } from './layers/layer.js';
import { IS_A_NUMBER, scopeOf } from './schema.js';
import { cellOf, columnOf, rowsOf } from './sql.js';

// CROSS JOIN keeps SQLite to the order written.
const NAMED = "c.name <> ''";
const IS_A = `r.type = ${IS_A_NUMBER}`;
const DOWN = `WITH RECURSIVE down(number) AS (
  VALUES(?1) UNION SELECT r.child FROM down CROSS JOIN relation r ON ${IS_A} AND r.parent = down.number)`;

/** The store's tables as the graph that layers walk. Member lists of types are kept once asked for. */
export function conceptGraph(db: Database.Database, search: ConceptGraph['search']): ConceptGraph {
  const ask = queries(db);
  let size: number | undefined;
  const vocabularyNumber = (id: string): number => ask.vocabulary(id) ?? -1;
  return {
    id: (concept) => ask.id(concept) ?? '',
    isNamed: (concept) => ask.isNamed(concept) !== undefined,
    names: (concept) => ask.names(concept).map(([text, scope]) => ({ text, scope: scopeOf(scope) })),
    parents: (concept, vocabulary) =>
      vocabulary === undefined ? ask.parents(concept) : ask.parentsIn(concept, vocabularyNumber(vocabulary)),
    children: (concept, vocabulary) =>
      vocabulary === undefined
        ? ask.children(concept)
        : ask.childrenIn(concept, vocabularyNumber(vocabulary)),
    lineage: (concept) =>
      ask.lineage(concept).map(([above, depth]) => ({ concept: above, depth: depth ?? undefined })),
    descendants: remembered((concept) => Int32Array.from(ask.descendants(concept))),
    hyponyms: remembered((concept) => ask.hyponyms(concept) ?? 0),
    size: () => {
      size ??= ask.size() ?? 0;
      return size;
    },
    types: (concept) => ask.types(concept).map(([type, id]) => ({ type, id })),
    typed: remembered((type) => numbersIn(ask.typed(type))),
    search,
  };
}

function queries(db: Database.Database) {
  const up = (more: string): string =>
    `SELECT DISTINCT r.parent FROM relation r WHERE ${IS_A} AND r.child = ? ${more} ORDER BY r.parent`;
  const down = (more: string): string =>
    `SELECT DISTINCT r.child FROM relation r CROSS JOIN concept c ON c.number = r.child
     WHERE ${IS_A} AND r.parent = ? ${more} AND ${NAMED} ORDER BY r.child`;
  return {
    id: cellOf<string>(db, 'SELECT id FROM concept WHERE number = ?'),
    isNamed: cellOf<number>(db, `SELECT 1 FROM concept c WHERE number = ? AND ${NAMED}`),
    vocabulary: cellOf<number>(db, 'SELECT number FROM vocabulary WHERE id = ?'),
    names: rowsOf<[string, number]>(
      db,
      'SELECT text, scope FROM name WHERE concept = ? ORDER BY scope, text',
    ),
    parents: columnOf<number>(db, up('')),
    parentsIn: columnOf<number>(db, up('AND r.vocabulary = ?')),
    children: columnOf<number>(db, down('')),
    childrenIn: columnOf<number>(db, down('AND r.vocabulary = ?')),
    lineage: rowsOf<[number, number | null]>(
      db,
      `WITH RECURSIVE up(number) AS (
         VALUES(?) UNION SELECT r.parent FROM up CROSS JOIN relation r ON ${IS_A} AND r.child = up.number)
       SELECT c.number, c.depth FROM up CROSS JOIN concept c ON c.number = up.number ORDER BY c.number`,
    ),
    descendants: columnOf<number>(
      db,
      `${DOWN}
       SELECT c.number FROM down CROSS JOIN concept c ON c.number = down.number
       WHERE c.number <> ?1 AND ${NAMED} ORDER BY c.number`,
    ),
    hyponyms: cellOf<number>(db, `${DOWN} SELECT count(*) - 1 FROM down`),
    size: cellOf<number>(db, "SELECT json_extract(value, '$.concepts') FROM meta WHERE key = 'totals'"),
    types: rowsOf<[number, string]>(
      db,
      `SELECT t.number, t.id FROM concept_type ct CROSS JOIN semantic_type t ON t.number = ct.type
       WHERE ct.concept = ? ORDER BY t.id`,
    ),
    typed: cellOf<Uint8Array>(db, 'SELECT members FROM type_member WHERE type = ?'),
  };
}

/** The 32-bit little-endian numbers in these bytes. */
function numbersIn(bytes: Uint8Array | undefined): Int32Array {
  if (bytes === undefined) return new Int32Array();
  return new Int32Array(Uint8Array.from(bytes).buffer);
}

function remembered<T>(ask: (of: number) => T): (of: number) => T {
  const known = new Map<number, T>();
  return (of) => {
    const answer = known.get(of) ?? ask(of);
    known.set(of, answer);
    return answer;
  };
}
