import { SCOPES, type Scope } from './knowledge-base.js';

/** Raised whenever a reader of the old layout would misread the new one. */
export const SCHEMA_VERSION = 1;

/** Marks a SQLite file as a hilgen knowledge base: `HILG` in its header's application id. */
export const APPLICATION_ID = 0x48494c47;

/** How relation types are stored. `parent` is what `child` is a kind of. */
export const RELATIONS = { isA: 0 } as const;

/** How a scope is stored: closest first. */
export function scopeNumber(scope: Scope): number {
  return SCOPES.indexOf(scope);
}

/** The scope behind a stored number. */
export function scopeOf(number: number): Scope {
  return SCOPES[number] ?? 'RELATED';
}

/**
 * The tables. Integer keys and link tables without row ids keep a file of UMLS size small.
 * `name.key` is null for obsolete concepts, so that no look-up can meet them; `relation` holds
 * live concepts only; `concept.depth` is the shortest way from a root, null where no root leads.
 */
export const TABLES = `
CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE source(
  number INTEGER PRIMARY KEY, format TEXT NOT NULL, file TEXT NOT NULL, sha256 TEXT NOT NULL,
  name TEXT, version TEXT, licence TEXT, counts TEXT NOT NULL);
CREATE TABLE warning(number INTEGER PRIMARY KEY, kind TEXT NOT NULL, count INTEGER NOT NULL, examples TEXT NOT NULL);
CREATE TABLE concept(
  number INTEGER PRIMARY KEY, id TEXT NOT NULL, name TEXT NOT NULL, definition TEXT,
  obsolete INTEGER NOT NULL, depth INTEGER);
CREATE TABLE alias(id TEXT PRIMARY KEY, concept INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE name(
  number INTEGER PRIMARY KEY, concept INTEGER NOT NULL, scope INTEGER NOT NULL, text TEXT NOT NULL, key TEXT);
CREATE TABLE xref(concept INTEGER NOT NULL, id TEXT NOT NULL, PRIMARY KEY(concept, id)) WITHOUT ROWID;
CREATE TABLE semantic_type(number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, name TEXT NOT NULL);
CREATE TABLE concept_type(
  concept INTEGER NOT NULL, type INTEGER NOT NULL, PRIMARY KEY(concept, type)) WITHOUT ROWID;
CREATE TABLE relation(
  type INTEGER NOT NULL, child INTEGER NOT NULL, parent INTEGER NOT NULL,
  PRIMARY KEY(type, child, parent)) WITHOUT ROWID;
CREATE TEMP TABLE pending(child INTEGER NOT NULL, parent TEXT NOT NULL, place TEXT NOT NULL);
`;

/** Made after the rows: faster than keeping them up to date row by row. */
export const INDEXES = `
CREATE INDEX name_key ON name(key) WHERE key IS NOT NULL;
CREATE INDEX name_concept ON name(concept);
CREATE UNIQUE INDEX concept_id ON concept(id);
CREATE INDEX concept_type_type ON concept_type(type, concept);
CREATE INDEX relation_parent ON relation(type, parent, child);
`;
