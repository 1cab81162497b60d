import { SCOPES, type Scope } from './knowledge-base.js';

/** Raised whenever a reader of the old layout would misread the new one. */
export const SCHEMA_VERSION = 2;

/** Marks a SQLite file as a hilgen knowledge base: `HILG` in its header's application id. */
export const APPLICATION_ID = 0x48494c47;

/** Number of the relation type `is_a`: `parent` is what `child` is a kind of. The others follow. */
export const IS_A_NUMBER = 0;

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
 * - `concept.number` ascends with `concept.id`, so that order by number is order by id;
 *   `concept.rank` says how little its source prefers its name; `concept.depth` is the shortest way
 *   from a root, null where no root leads.
 * - `name` has a text once for each concept; `name.key` is null for obsolete concepts, so that no
 *   look-up can meet them; `name.vocabularies` leads to the set of vocabularies that have it.
 * - `xref.ids` are all cross-references of a record, one a line: a row for each costs three times as much.
 * - `relation` holds live concepts only; `vocabulary` is 0 where none is named.
 * - `type_member.members` are the live, named concepts of a type: 32-bit little-endian numbers, ascending.
 */
export const TABLES = `
CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE source(
  number INTEGER PRIMARY KEY, format TEXT NOT NULL, file TEXT NOT NULL, sha256 TEXT NOT NULL,
  name TEXT, version TEXT, licence TEXT, counts TEXT NOT NULL);
CREATE TABLE warning(number INTEGER PRIMARY KEY, kind TEXT NOT NULL, count INTEGER NOT NULL, examples TEXT NOT NULL);
CREATE TABLE concept(
  number INTEGER PRIMARY KEY, id TEXT NOT NULL, name TEXT NOT NULL, obsolete INTEGER NOT NULL,
  source INTEGER NOT NULL, rank INTEGER NOT NULL, depth INTEGER);
CREATE TABLE definition(
  concept INTEGER PRIMARY KEY, source INTEGER NOT NULL, vocabulary TEXT NOT NULL, text TEXT NOT NULL);
CREATE TABLE alias(id TEXT NOT NULL, concept INTEGER NOT NULL, PRIMARY KEY(id, concept)) WITHOUT ROWID;
CREATE TABLE vocabulary_set(number INTEGER PRIMARY KEY, vocabularies TEXT NOT NULL);
CREATE TABLE name(
  number INTEGER PRIMARY KEY, concept INTEGER NOT NULL, scope INTEGER NOT NULL, text TEXT NOT NULL, key TEXT,
  vocabularies INTEGER NOT NULL);
CREATE TABLE xref(concept INTEGER NOT NULL, ids TEXT NOT NULL, PRIMARY KEY(concept, ids)) WITHOUT ROWID;
CREATE TABLE semantic_type(number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, name TEXT NOT NULL);
CREATE TABLE concept_type(
  concept INTEGER NOT NULL, type INTEGER NOT NULL, PRIMARY KEY(concept, type)) WITHOUT ROWID;
CREATE TABLE type_member(type INTEGER PRIMARY KEY, members BLOB NOT NULL);
CREATE TABLE vocabulary(number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE);
CREATE TABLE relation_type(number INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
CREATE TABLE relation(
  child INTEGER NOT NULL, type INTEGER NOT NULL, parent INTEGER NOT NULL, vocabulary INTEGER NOT NULL,
  PRIMARY KEY(child, type, parent, vocabulary)) WITHOUT ROWID;
`;

/**
 * Tables of the build alone: relations by number (`edge`) and those whose far end is still an id
 * (`pending`), mappings, ranks of preferred names, concepts met more than once
 * (`touched`), ids left out on purpose (`excluded`).
 */
export const BUILD_TABLES = `
CREATE TEMP TABLE edge(child INTEGER NOT NULL, type INTEGER NOT NULL, parent INTEGER NOT NULL, vocabulary INTEGER NOT NULL);
CREATE TEMP TABLE pending(
  child INTEGER NOT NULL, type INTEGER NOT NULL, parent TEXT NOT NULL, vocabulary INTEGER NOT NULL, place TEXT NOT NULL);
CREATE TEMP TABLE mapping(subject TEXT NOT NULL, predicate TEXT NOT NULL, object TEXT NOT NULL, vocabulary INTEGER NOT NULL, place TEXT NOT NULL);
CREATE TEMP TABLE preferred(concept INTEGER NOT NULL, source INTEGER NOT NULL, rank INTEGER NOT NULL, text TEXT NOT NULL);
CREATE TEMP TABLE touched(concept INTEGER PRIMARY KEY);
CREATE TEMP TABLE excluded(id TEXT PRIMARY KEY) WITHOUT ROWID;
`;

/** Made after the rows: faster than keeping them up to date row by row. */
export const INDEXES: readonly string[] = [
  'CREATE UNIQUE INDEX concept_id ON concept(id)',
  'CREATE INDEX name_key ON name(key, scope, concept) WHERE key IS NOT NULL',
  'CREATE INDEX name_concept ON name(concept)',
];

/** Relations from their upper end. */
export const RELATION_INDEX = 'CREATE INDEX relation_parent ON relation(parent, type, child, vocabulary);';
