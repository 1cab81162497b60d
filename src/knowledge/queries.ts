import type Database from 'libsql';
import type { Concept, ConceptReference, Scope } from './knowledge-base.js';
import type { ConceptGraph } from './layers/layer.js';
import { scopeOf } from './schema.js';
import { cellOf, columnOf, rowOf, rowsOf } from './sql.js';

type Named = { readonly text: string; readonly concept: string; readonly scope: Scope };
export type ConceptQueries = ReturnType<typeof conceptQueries>;

/** Questions on single concepts. */
export function conceptQueries(db: Database.Database, graph: ConceptGraph) {
  const ask = queries(db);
  const reference = (number: number): ConceptReference => {
    const [id = '', name = ''] = ask.reference(number) ?? [];
    return { id, name };
  };
  const find = (id: string): number | undefined => ask.byId(id) ?? ask.byAlias(id);
  return {
    /** Row number of the concept with this id or alternative id. */
    find,
    /** The same, `undefined` where it is obsolete. */
    live(id: string): number | undefined {
      const number = find(id);
      return number === undefined ? undefined : ask.live(number);
    },
    /** Row numbers of the concepts with a name of this key, and the closest scope of it on each. */
    named: ask.named,
    types: (number: number) => ask.types(number).map(([id, name]) => ({ id, name })),
    reference,
    concept: (number: number): Concept => {
      const [definition, obsolete] = ask.details(number) ?? [];
      return {
        ...reference(number),
        names: graph.names(number),
        definition: definition ?? undefined,
        types: graph.types(number).map((type) => type.id),
        xrefs: ask.xrefs(number),
        obsolete: obsolete === 1,
      };
    },
    names: () => allNames(db),
    similar: (key: string, limit: number) => similar(ask.similar, key, limit),
  };
}

function* allNames(db: Database.Database): Generator<Named> {
  const statement = db.prepare(
    `SELECT n.text, c.id, n.scope FROM concept c JOIN name n ON n.concept = c.number
     WHERE n.key IS NOT NULL ORDER BY c.id, n.scope, n.text`,
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

function queries(db: Database.Database) {
  return {
    byId: cellOf<number>(db, 'SELECT number FROM concept WHERE id = ?'),
    byAlias: cellOf<number>(db, 'SELECT concept FROM alias WHERE id = ?'),
    live: cellOf<number>(db, 'SELECT number FROM concept WHERE number = ? AND NOT obsolete'),
    named: rowsOf<[number, number]>(
      db,
      `SELECT n.concept, min(n.scope) FROM name n JOIN concept c ON c.number = n.concept
       WHERE n.key = ? GROUP BY n.concept ORDER BY c.id`,
    ),
    types: rowsOf<[string, string]>(
      db,
      `SELECT t.id, t.name FROM concept_type ct CROSS JOIN semantic_type t ON t.number = ct.type
       WHERE ct.concept = ? ORDER BY t.id`,
    ),
    reference: rowOf<[string, string]>(db, 'SELECT id, name FROM concept WHERE number = ?'),
    details: rowOf<[string | null, number]>(db, 'SELECT definition, obsolete FROM concept WHERE number = ?'),
    xrefs: columnOf<string>(db, 'SELECT id FROM xref WHERE concept = ? ORDER BY id'),
    similar: columnOf<string>(
      db,
      'SELECT DISTINCT text FROM name WHERE key IS NOT NULL AND key >= ? AND key < ? ORDER BY key, text LIMIT ?',
    ) as Similar,
  };
}
