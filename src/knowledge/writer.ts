import type Database from 'libsql';
import type { TermRecord } from './importer.js';
import { nameKey } from './normalise.js';
import { scopeNumber } from './schema.js';
import type { Warn } from './warnings.js';

/** Rows read from a source, and those of them that were kept. */
export interface Count {
  read: number;
  kept: number;
}

/** What came of one source's rows. How many relations are kept is known only once all sources are in. */
export interface SourceCounts {
  readonly terms: Count;
  /** Terms marked obsolete: kept, but out of every look-up. */
  obsolete: number;
  /** Preferred names and synonyms; the same name twice on one concept is kept once. */
  readonly names: Count;
  /** Synonyms read on terms that are not obsolete. */
  synonyms: number;
  /** `is_a` lines read. */
  relations: number;
  /** `is_a` lines read on terms that are not obsolete. */
  liveRelations: number;
}

/** All zero. */
export function noCounts(): SourceCounts {
  const count = (): Count => ({ read: 0, kept: 0 });
  return { terms: count(), obsolete: 0, names: count(), synonyms: 0, relations: 0, liveRelations: 0 };
}

interface Stored {
  readonly number: number;
  readonly obsolete: boolean;
  named: boolean;
}

/** Puts terms into the tables; a term whose id was there before is merged into the first. */
export function termWriter(db: Database.Database, warn: Warn) {
  const insert = statements(db);
  const known = new Map<string, Stored>();
  const types = new Map<string, number>();

  const typeNumber = ({ id, name }: { id: string; name: string }): number => {
    const number = types.get(id) ?? types.size + 1;
    if (!types.has(id)) insert.type.run(number, id, name);
    types.set(id, number);
    return number;
  };

  const concept = (term: TermRecord, place: string, counts: SourceCounts): Stored => {
    const before = known.get(term.id);
    if (before === undefined) {
      const stored = { number: known.size + 1, obsolete: term.obsolete, named: term.name !== undefined };
      insert.concept.run(stored.number, term.id, term.name ?? '', term.definition ?? null, +term.obsolete);
      known.set(term.id, stored);
      counts.terms.kept++;
      if (term.obsolete) counts.obsolete++;
      return stored;
    }
    warn('duplicate id', place, `${term.id} was there before: merged`);
    if (!before.named && term.name !== undefined) {
      insert.rename.run(term.name, before.number);
      before.named = true;
    }
    if (term.definition !== undefined) insert.define.run(term.definition, before.number);
    return before;
  };

  return (term: TermRecord, place: (line: number) => string, counts: SourceCounts): void => {
    counts.terms.read++;
    const stored = concept(term, place(term.line), counts);
    writeNames(insert.name, stored, term, counts);
    for (const id of term.altIds) insert.alias.run(id, stored.number);
    for (const id of term.xrefs) insert.xref.run(stored.number, id);
    for (const type of term.types) insert.conceptType.run(stored.number, typeNumber(type));
    counts.relations += term.parents.length;
    if (term.obsolete) return;
    counts.synonyms += term.synonyms.length;
    counts.liveRelations += term.parents.length;
    for (const { id, line } of term.parents) insert.pending.run(stored.number, id, place(line));
  };
}

function writeNames(
  insert: Database.Statement,
  { number, obsolete }: Stored,
  { name, synonyms }: TermRecord,
  counts: SourceCounts,
): void {
  const preferred = name === undefined ? [] : [{ text: name, scope: 'name' as const }];
  const seen = new Set<string>();
  const closestFirst = [...preferred, ...synonyms].sort(
    (a, b) => scopeNumber(a.scope) - scopeNumber(b.scope),
  );
  for (const { text, scope } of closestFirst) {
    counts.names.read++;
    if (seen.has(text)) continue;
    seen.add(text);
    counts.names.kept++;
    insert.run(number, scopeNumber(scope), text, obsolete ? null : nameKey(text) || null);
  }
}

function statements(db: Database.Database) {
  return {
    concept: db.prepare('INSERT INTO concept(number, id, name, definition, obsolete) VALUES(?, ?, ?, ?, ?)'),
    rename: db.prepare('UPDATE concept SET name = ? WHERE number = ?'),
    define: db.prepare('UPDATE concept SET definition = ? WHERE number = ? AND definition IS NULL'),
    name: db.prepare('INSERT INTO name(concept, scope, text, key) VALUES(?, ?, ?, ?)'),
    alias: db.prepare('INSERT OR IGNORE INTO alias(id, concept) VALUES(?, ?)'),
    xref: db.prepare('INSERT OR IGNORE INTO xref(concept, id) VALUES(?, ?)'),
    type: db.prepare('INSERT INTO semantic_type(number, id, name) VALUES(?, ?, ?)'),
    conceptType: db.prepare('INSERT OR IGNORE INTO concept_type(concept, type) VALUES(?, ?)'),
    pending: db.prepare('INSERT INTO pending(child, parent, place) VALUES(?, ?, ?)'),
  };
}
