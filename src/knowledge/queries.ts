import type Database from 'libsql';
import type { Concept, ConceptReference, Scope } from './knowledge-base.js';
import { scopeOf } from './schema.js';
import { cellOf, columnOf, rowsOf } from './sql.js';
import { vocabularySets } from './vocabulary-sets.js';

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
    /** Concepts with a name of this key, and the closest scope of it on each. */
    named: (key: string): { readonly concept: Concept; readonly scope: Scope }[] =>
      ask.named(key).map(([scope, ...row]) => ({ concept: toConcept(row), scope: scopeOf(scope) })),
    types: (number: number): ConceptReference[] => ask.types(number).map(([id, name]) => ({ id, name })),
    /** Those of these row numbers, by number. */
    references: (numbers: readonly number[]): Map<number, ConceptReference> =>
      new Map(ask.references(JSON.stringify(numbers)).map(([number, id, name]) => [number, { id, name }])),
    concept(id: string): Concept | undefined {
      const [row = ask.conceptByAlias(id)[0]] = ask.concept(id);
      return row && toConcept(row);
    },
    otherIds: ask.otherIds,
    names: () => allNames(db),
    similar: (key: string, limit: number) => similar(ask.similar, key, limit),
  };
}

function* allNames(db: Database.Database): Generator<Named> {
  const statement = db.prepare(
    `SELECT n.text, c.id, n.scope FROM concept c JOIN name n ON n.concept = c.number
     WHERE n.key IS NOT NULL ORDER BY c.number, n.scope, n.text`,
  );
  for (const row of statement.raw().iterate()) {
    const [text, concept, scope] = row as [string, string, number];
    yield { text, concept, scope: scopeOf(scope) };
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

type ConceptRow = [
  id: string,
  name: string,
  obsolete: number,
  definition: string | null,
  names: string,
  types: string,
  xrefs: string,
];

const CONCEPT = `c.id, c.name, c.obsolete,
  (SELECT text FROM definition WHERE concept = c.number),
  (SELECT json_group_array(json_array(text, scope, vocabularies)) FROM
    (SELECT text, scope, vocabularies FROM name WHERE concept = c.number ORDER BY scope, text)),
  (SELECT json_group_array(id) FROM (SELECT t.id FROM concept_type ct
    CROSS JOIN semantic_type t ON t.number = ct.type WHERE ct.concept = c.number ORDER BY t.id)),
  (SELECT json_group_array(id) FROM (SELECT id FROM xref WHERE concept = c.number ORDER BY id))`;

function conceptReader(db: Database.Database): (row: ConceptRow) => Concept {
  const vocabulariesOf = vocabularySets(db);
  return ([id, name, obsolete, definition, names, types, xrefs]) => ({
    id,
    name,
    names: (JSON.parse(names) as [string, number, number][]).map(([text, scope, set]) => ({
      text,
      scope: scopeOf(scope),
      ...(set > 0 && { vocabularies: vocabulariesOf(set) }),
    })),
    definition: definition ?? undefined,
    types: JSON.parse(types) as string[],
    xrefs: JSON.parse(xrefs) as string[],
    obsolete: obsolete === 1,
  });
}

function queries(db: Database.Database) {
  const aliased = '(SELECT min(concept) FROM alias WHERE id = ?)';
  return {
    byId: cellOf<number>(db, 'SELECT number FROM concept WHERE id = ?'),
    byAlias: cellOf<number | null>(db, 'SELECT min(concept) FROM alias WHERE id = ?'),
    liveById: cellOf<number>(db, 'SELECT number FROM concept WHERE id = ? AND NOT obsolete'),
    liveByAlias: cellOf<number>(db, `SELECT number FROM concept WHERE number = ${aliased} AND NOT obsolete`),
    concept: rowsOf<ConceptRow>(db, `SELECT ${CONCEPT} FROM concept c WHERE c.id = ?`),
    conceptByAlias: rowsOf<ConceptRow>(db, `SELECT ${CONCEPT} FROM concept c WHERE c.number = ${aliased}`),
    named: rowsOf<[number, ...ConceptRow]>(
      db,
      `SELECT min(n.scope), ${CONCEPT} FROM name n JOIN concept c ON c.number = n.concept
       WHERE n.key = ? GROUP BY c.number ORDER BY c.number`,
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
