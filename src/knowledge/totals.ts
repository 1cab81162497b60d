import type Database from 'libsql';
import type { RelationCounts } from './settle/relations.js';
import { cellOf } from './sql.js';

/** How much a knowledge base holds. */
export interface Totals {
  /** Concepts that are not obsolete. */
  readonly concepts: number;
  readonly obsolete: number;
  /** Concepts, obsolete ones left out, without a semantic type. */
  readonly untyped: number;
  /** Names that look-ups and dictionaries can meet. */
  readonly names: number;
  /** Pairs of concepts of which one is a kind of the other. */
  readonly relations: number;
  /** Relations of other types. */
  readonly otherRelations: number;
}

/** Counts the finished tables: once, at the end of a build, as it takes seconds at full size. */
export function totalsOf(db: Database.Database, { isA, others }: RelationCounts): Totals {
  const count = (sql: string): number => cellOf<number>(db, sql)() ?? 0;
  const concepts = count('SELECT count(*) FROM concept WHERE NOT obsolete');
  const typed = count(
    'SELECT count(*) FROM (SELECT DISTINCT concept FROM concept_type WHERE concept NOT IN (SELECT number FROM concept WHERE obsolete))',
  );
  return {
    concepts,
    obsolete: count('SELECT count(*) FROM concept WHERE obsolete'),
    untyped: concepts - typed,
    names: count('SELECT count(*) FROM name WHERE key IS NOT NULL'),
    relations: isA,
    otherRelations: others,
  };
}
