import type Database from 'libsql';
import { batchInsert } from './batch.js';
import { type IdTable, idTable } from './id-table.js';
import { internTables } from './interning.js';
import { IS_A } from './relation-types.js';
import { BUILD_TABLES, IS_A_NUMBER, TABLES } from './schema.js';

/** The tables of a knowledge base in the making. */
export interface BuildTables {
  readonly db: Database.Database;
  /** Numbers of the concepts met so far. */
  readonly ids: IdTable;
  readonly words: ReturnType<typeof internTables>;
  /** What fills the tables, by table. */
  readonly rows: ReturnType<typeof batches>;
  /** Numbers of the semantic types met so far. */
  readonly types: Map<string, number>;
  /** Concepts that are obsolete so far, and those found to be live after all. */
  readonly obsolete: Set<number>;
  readonly revived: Set<number>;
  /** Whether ids came in ascending order so far. */
  readonly order: { isSorted: boolean; last: string };
  /** Writes what the batches hold back. */
  flush(): void;
}

/** Makes the tables and what fills them. */
export function buildTables(db: Database.Database): BuildTables {
  db.exec(TABLES);
  db.exec(BUILD_TABLES);
  const words = internTables(db);
  words.vocabulary('');
  words.vocabularySet();
  if (words.relationType(IS_A) !== IS_A_NUMBER) throw new Error('is_a has another number');
  const rows = batches(db);
  return {
    ...{ db, words, rows },
    ids: idTable(),
    types: new Map(),
    obsolete: new Set(),
    revived: new Set(),
    order: { isSorted: true, last: '' },
    flush() {
      for (const batch of Object.values(rows)) batch.flush();
    },
  };
}

function batches(db: Database.Database) {
  const into = (table: string, columns: string, verb = 'INSERT', after = '') =>
    batchInsert(db, `${verb} INTO ${table}(${columns})`, columns.split(',').length, after);
  return {
    concept: into('concept', 'number, id, name, obsolete, source, rank'),
    name: into('name', 'concept, scope, text, key, vocabularies'),
    definition: into(
      'definition',
      'concept, source, vocabulary, text',
      'INSERT',
      `ON CONFLICT(concept) DO UPDATE SET
         source = excluded.source, vocabulary = excluded.vocabulary, text = excluded.text
       WHERE (excluded.source, excluded.vocabulary, excluded.text) < (source, vocabulary, text)`,
    ),
    alias: into('alias', 'id, concept', 'INSERT OR IGNORE'),
    xref: into('xref', 'concept, ids', 'INSERT OR IGNORE'),
    type: into('semantic_type', 'number, id, name'),
    conceptType: into('concept_type', 'concept, type', 'INSERT OR IGNORE'),
    edge: into('edge', 'child, type, parent, vocabulary'),
    pending: into('pending', 'child, type, parent, vocabulary, place'),
    mapping: into('mapping', 'subject, predicate, object, vocabulary, place'),
    excluded: into('excluded', 'id', 'INSERT OR IGNORE'),
    touched: into('touched', 'concept', 'INSERT OR IGNORE'),
    preferred: into('preferred', 'concept, source, rank, text'),
  };
}
