import { INDEXES } from '../schema.js';
import type { BuildTables } from '../tables.js';
import type { Warn } from '../warnings.js';
import { resolveMatches } from './matches.js';
import { mergeNames } from './names.js';
import { type RelationCounts, resolveRelations, writeDepths } from './relations.js';
import { joinAndRenumber } from './renumber.js';
import { writeTypeMembers } from './type-members.js';

/** What came of bringing the sources together. */
export interface Settlement {
  readonly relations: RelationCounts;
  /** Concepts that were joined to one of another source. */
  readonly joined: number;
  /** Mappings that led nowhere. */
  readonly unusedMatches: number;
}

/** Once all sources are in: joins concepts, orders numbers and names, resolves relations, makes the indexes. */
export function settle(tables: BuildTables, warn: Warn): Settlement {
  const { db, words, revived } = tables;
  tables.flush();
  db.prepare('UPDATE concept SET obsolete = 0 WHERE number IN (SELECT value FROM json_each(?))').run(
    JSON.stringify([...revived]),
  );
  const { groups, unused } = resolveMatches(tables, warn);
  tables.ids.clear();
  const joined = joinAndRenumber(tables, groups);
  mergeNames(db, words.vocabularySet);
  db.exec(INDEXES);
  const relations = resolveRelations(db, warn);
  writeDepths(db);
  writeTypeMembers(db);
  return { relations, joined, unusedMatches: unused };
}
