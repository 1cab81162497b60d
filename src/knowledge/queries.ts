import type Database from 'libsql';
import { type ConceptRow, conceptReader } from './concept-reader.js';
import type { Concept, ConceptReference, Scope } from './knowledge-base.js';
import { scopeOf } from './schema.js';
import { cellOf, columnOf, rowOf, rowsOf } from './sql.js';

type Named = { readonly text: string; readonly concept: string; readonly scope: Scope };
export type ConceptQueries = ReturnType<typeof conceptQueries>;

/** Questions on single concepts: one statement each, as a statement costs 8 µs however small. */
export function conceptQueries(db: Database.Database) {
  const ask = queries(db);
  const toConcept = conceptReader(db);
  const find = (id: string): number | undefined => ask.byId(id) ?? ask.byAlias(id) ?? undefined;
  return {
    /** Row number of the concept with this id or alternative id. */
    find,
    /** The same, `undefined` where it is obsolete. */
    live: (id: string): number | undefined => ask.liveById(id) ?? ask.liveByAlias(id) ?? undefined,
    /** Concepts with a name of this key by number, and the closest scope of it on each. */
    named(key: string): { readonly concept: Concept; readonly scope: Scope }[] {
      const closest = new Map<number, readonly [scope: number, row: ConceptRow]>();
      for (const [scope, ...row] of ask.named(key)) {
        const known = closest.get(row[0]);
        if (known === undefined || scope < known[0]) closest.set(row[0], [scope, row]);
      }
      const byNumber = closest.size < 2 ? [...closest.values()] : [...closest.values()].sort(ascending);
      return byNumber.map(([scope, row]) => ({ concept: toConcept(row), scope: scopeOf(scope) }));
    },
    types: (number: number): ConceptReference[] => ask.types(number).map(([id, name]) => ({ id, name })),
    /** Those of these row numbers, by number. */
    references: (numbers: readonly number[]): Map<number, ConceptReference> =>
      new Map(ask.references(JSON.stringify(numbers)).map(([number, id, name]) => [number, { id, name }])),
    concept(id: string): Concept | undefined {
      const row = ask.concept(id) ?? ask.conceptByAlias(id);
      return row && toConcept(row);
    },
    otherIds: ask.otherIds,
    names: () => allNames(db),
    similar: (key: string, limit: number) => similar(ask.similar, key, limit),
  };
}

const CONCEPTS_AT_ONCE = 1000;

/** Some concepts at a time: one sorted query over all of them would hold every name in memory before the first. */
function* allNames(db: Database.Database): Generator<Named> {
  const last = cellOf<number | null>(db, 'SELECT max(number) FROM concept')() ?? 0;
  const some = rowsOf<[string, string, number]>(
    db,
    `SELECT n.text, c.id, n.scope FROM concept c JOIN name n ON n.concept = c.number
     WHERE n.key IS NOT NULL AND c.number BETWEEN ? AND ? ORDER BY c.number, n.scope, n.text`,
  );
  for (let from = 0; from <= last; from += CONCEPTS_AT_ONCE) {
    for (const [text, concept, scope] of some(from, from + CONCEPTS_AT_ONCE - 1)) {
      yield { text, concept, scope: scopeOf(scope) };
    }
  }
}

type Similar = (from: string, to: string, limit: number) => string[];

/** Names whose keys share the longest beginning with `key`, at least three characters. */
function similar(ask: Similar, key: string, limit: number): string[] {
  for (let length = key.length; length >= 3; length--) {
    const start = key.slice(0, length);
    const found = ask(start, `${start}\u{10ffff}`, limit);
    if (found.length > 0) return found;
  }
  return [];
}

const CONCEPT = 'c.number, c.id, c.name, c.obsolete';

type Ranked = readonly [scope: number, row: ConceptRow];

function ascending([, [one]]: Ranked, [, [other]]: Ranked): number {
  return one - other;
}

function queries(db: Database.Database) {
  const aliased = '(SELECT min(concept) FROM alias WHERE id = ?)';
  return {
    byId: cellOf<number>(db, 'SELECT number FROM concept WHERE id = ?'),
    byAlias: cellOf<number | null>(db, 'SELECT min(concept) FROM alias WHERE id = ?'),
    liveById: cellOf<number>(db, 'SELECT number FROM concept WHERE id = ? AND NOT obsolete'),
    liveByAlias: cellOf<number>(db, `SELECT number FROM concept WHERE number = ${aliased} AND NOT obsolete`),
    concept: rowOf<ConceptRow>(db, `SELECT ${CONCEPT} FROM concept c WHERE c.id = ?`),
    conceptByAlias: rowOf<ConceptRow>(db, `SELECT ${CONCEPT} FROM concept c WHERE c.number = ${aliased}`),
    named: rowsOf<[number, ...ConceptRow]>(
      db,
      `SELECT n.scope, ${CONCEPT} FROM name n CROSS JOIN concept c ON c.number = n.concept WHERE n.key = ?`,
    ),
    types: rowsOf<[string, string]>(
      db,
      `SELECT t.id, t.name FROM concept_type ct CROSS JOIN semantic_type t ON t.number = ct.type
       WHERE ct.concept = ? ORDER BY t.id`,
    ),
    references: rowsOf<[number, string, string]>(
      db,
      'SELECT number, id, name FROM concept WHERE number IN (SELECT value FROM json_each(?))',
    ),
    otherIds: columnOf<string>(db, 'SELECT id FROM alias WHERE concept = ? ORDER BY id'),
    similar: columnOf<string>(
      db,
      'SELECT DISTINCT text FROM name WHERE key IS NOT NULL AND key >= ? AND key < ? ORDER BY key, text LIMIT ?',
    ) as Similar,
  };
}
