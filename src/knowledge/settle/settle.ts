import { setImmediate } from 'node:timers/promises';
import { throwIfAborted } from '../../base/errors.js';
import type { WorkOptions } from '../../base/progress.js';
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

/**
 * Once all sources are in: joins concepts, orders numbers and names, resolves relations, makes the
 * indexes. Each step holds the thread for up to half a minute at full size; between them an
 * interruption is heard.
 */
export async function settle(tables: BuildTables, warn: Warn, work: WorkOptions): Promise<Settlement> {
  const { db, words, revived } = tables;
  const step = async <T>(note: string, take: () => T): Promise<T> => {
    work.onProgress?.({ done: 0, note });
    await setImmediate();
    throwIfAborted(work.signal);
    return take();
  };
  tables.flush();
  db.prepare('UPDATE concept SET obsolete = 0 WHERE number IN (SELECT value FROM json_each(?))').run(
    JSON.stringify([...revived]),
  );
  const { groups, unused } = await step('mappings', () => resolveMatches(tables, warn));
  tables.ids.clear();
  const joined = await step('joining', () => joinAndRenumber(tables, groups));
  await step('names', () => mergeNames(db, words.vocabularySet));
  for (const index of INDEXES) await step('indexes', () => db.exec(index));
  const relations = await step('relations', () => resolveRelations(db, warn));
  await step('depths', () => writeDepths(db));
  await step('types', () => writeTypeMembers(db));
  return { relations, joined, unusedMatches: unused };
}
