import type Database from 'libsql';
import { cellOf, rowsOf } from '../sql.js';
import type { BuildTables } from '../tables.js';
import type { Warn } from '../warnings.js';
import { type Group, groupsOf } from './groups.js';

/** Predicates that say two ids mean the same. */
const EXACT = new Set(['skos:exactMatch', 'owl:sameAs', 'owl:equivalentClass']);

/** Prefixes of ids that our own sources store without one. */
const BARE_PREFIXES = new Set(['umls', 'umls_cui', 'mesh', 'msh']);

type MappingRow = [subject: string, predicate: string, object: string, vocabulary: number, place: string];

/** What the mappings came to. */
export interface Matches {
  /** Concepts that become one: the first stays. */
  readonly groups: readonly Group[];
  /** Mappings both of whose ids are unknown, or that are no exact matches and have an unknown end. */
  readonly unused: number;
}

/**
 * Reads the mappings set aside: exact ones join concepts of different sources, through ids that no
 * source has too; all others, and matches inside one source, become relations.
 */
export function resolveMatches(tables: BuildTables, warn: Warn): Matches {
  const { db, rows, words } = tables;
  const find = resolver(tables);
  const groups = groupsOf(sourceOf(db));
  const asRelation = ([subject, predicate, object, vocabulary, place]: MappingRow): boolean => {
    const child = find(subject);
    if (child === 0 || find(object) === 0) return false;
    rows.pending.add(child, words.relationType(predicate), bareOrSame(object, find), vocabulary, place);
    return true;
  };
  let unused = 0;
  const all = rowsOf<MappingRow>(
    db,
    'SELECT subject, predicate, object, vocabulary, place FROM mapping ORDER BY subject, object, predicate, place',
  )();
  for (const row of all) {
    const [subject, predicate, object, , place] = row;
    if (!EXACT.has(predicate)) {
      if (!asRelation(row)) unused++;
    } else if (!groups.join(find(subject) || subject, find(object) || object)) {
      warn(
        'match within a source',
        place,
        `${subject} ${predicate} ${object}: it would join concepts that one source tells apart`,
      );
      asRelation(row);
    }
  }
  rows.pending.flush();
  const found = groups.result();
  return {
    groups: found.filter(({ concepts }) => concepts.length > 0),
    unused: unused + found.filter(({ concepts }) => concepts.length === 0).length,
  };
}

type Find = (id: string) => number;

/** Finds concepts by id, by an alternative id, and by spellings of either. */
function resolver({ db, ids }: BuildTables): Find {
  const byAlias = cellOf<number | null>(db, 'SELECT min(concept) FROM alias WHERE id = ?');
  const exactly = (id: string): number => ids.find(id) || (byAlias(id) ?? 0);
  return (id) => {
    for (const spelling of spellings(id)) {
      const found = exactly(spelling);
      if (found !== 0) return found;
    }
    return 0;
  };
}

function bareOrSame(id: string, find: Find): string {
  return spellings(id).find((spelling) => find(spelling) !== 0) ?? id;
}

/** `mesh:D1` may stand as `MESH:D1` or `D1`. */
function spellings(id: string): string[] {
  const colon = id.indexOf(':');
  if (colon === -1) return [id];
  const prefix = id.slice(0, colon);
  const local = id.slice(colon + 1);
  const bare = BARE_PREFIXES.has(prefix.toLowerCase()) ? [local] : [];
  return [id, `${prefix.toUpperCase()}:${local}`, ...bare];
}

function sourceOf(db: Database.Database): (concept: number) => number {
  const source = cellOf<number>(db, 'SELECT source FROM concept WHERE number = ?');
  return (concept) => source(concept) ?? 0;
}
