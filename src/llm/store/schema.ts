/** Raised whenever a reader of the old layout would misread the new one. */
export const SCHEMA_VERSION = 1;

/** Marks a SQLite file as a request store: `HILR` in its header's application id. */
export const APPLICATION_ID = 0x48494c52;

/** The tables. `answer.number` is the order of arrival; times are milliseconds since 1970. */
export const TABLES = `
CREATE TABLE answer(
  number INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, model TEXT NOT NULL, request TEXT NOT NULL,
  text TEXT NOT NULL, prompt_tokens INTEGER NOT NULL, completion_tokens INTEGER NOT NULL,
  answered_by TEXT NOT NULL, finish TEXT NOT NULL, at INTEGER NOT NULL);
CREATE TABLE failure(
  number INTEGER PRIMARY KEY, key TEXT NOT NULL, model TEXT NOT NULL, kind TEXT NOT NULL,
  status INTEGER, message TEXT NOT NULL, raw TEXT, at INTEGER NOT NULL);
CREATE INDEX failure_key ON failure(key);
CREATE TABLE batch(
  tag TEXT PRIMARY KEY, model TEXT NOT NULL, id TEXT, state TEXT NOT NULL, at INTEGER NOT NULL);
CREATE TABLE batch_request(
  tag TEXT NOT NULL, key TEXT NOT NULL, request TEXT NOT NULL, PRIMARY KEY(tag, key));
`;
