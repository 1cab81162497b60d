import { closeSync, existsSync, fsyncSync, mkdirSync, openSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import Database from 'libsql';
import { HilgenError } from '../../base/errors.js';
import { APPLICATION_ID, SCHEMA_VERSION, TABLES } from './schema.js';

// libsql differs from better-sqlite3: `pluck` does nothing for `get`, and a parameter that is
// neither number, string nor null ends the process.
/** What a column holds. */
export type Cell = string | number | null;

/** A query for the rows, as arrays of their columns. */
export function rowsOf<Row extends readonly Cell[]>(
  db: Database.Database,
  sql: string,
): (...parameters: Cell[]) => Row[] {
  const statement = db.prepare(sql).raw();
  return (...parameters) => statement.all(...parameters) as Row[];
}

/** A query for the first row, `undefined` where there is none. */
export function rowOf<Row extends readonly Cell[]>(
  db: Database.Database,
  sql: string,
): (...parameters: Cell[]) => Row | undefined {
  const statement = db.prepare(sql).raw();
  return (...parameters) => statement.get(...parameters) as Row | undefined;
}

/** A statement that writes. */
export function writerOf(db: Database.Database, sql: string): (...parameters: Cell[]) => void {
  const statement = db.prepare(sql);
  return (...parameters) => void statement.run(...parameters);
}

/**
 * Opens the file, with its tables made where it is new.
 *
 * @throws HilgenError `input` where it is something else or of a newer layout.
 */
export function openSqlFile(path: string): Database.Database {
  const isNew = !existsSync(path);
  mkdirSync(dirname(resolve(path)), { recursive: true });
  try {
    const db = new Database(path);
    db.pragma('busy_timeout = 5000');
    prepareTables(db, path);
    db.pragma('journal_mode = WAL');
    // Commits reach the operating system at once and the disk by `durableWrites`.
    db.pragma('synchronous = NORMAL');
    // Moving pages from the log to the file waits for the disk: not before 64 MB, and when the store is closed.
    db.pragma('wal_autocheckpoint = 16384');
    if (isNew) syncFolder(dirname(resolve(path)));
    return db;
  } catch (cause) {
    throw storeError(cause, path);
  }
}

function prepareTables(db: Database.Database, path: string): void {
  const header = (name: string): number => Number(rowsOf<[number]>(db, `PRAGMA ${name}`)()[0]?.[0] ?? 0);
  const isEmpty = rowsOf(db, 'SELECT 1 FROM sqlite_master LIMIT 1')().length === 0;
  if (isEmpty) {
    const marks = `PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = ${SCHEMA_VERSION};`;
    // Two processes may find the file empty at once: the second waits here, then sees the tables.
    db.exec('BEGIN IMMEDIATE');
    const stillEmpty = rowsOf(db, 'SELECT 1 FROM sqlite_master LIMIT 1')().length === 0;
    db.exec(stillEmpty ? `${TABLES}${marks}COMMIT` : 'COMMIT');
  }
  if (header('application_id') !== APPLICATION_ID) throw notAStore(path);
  if (header('user_version') > SCHEMA_VERSION) {
    throw new HilgenError('input', {
      where: path,
      what: 'this request store was written by a newer hilgen',
      hint: 'Update hilgen, or name another file.',
    });
  }
}

function syncFolder(path: string): void {
  const folder = openSync(path, 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}

function notAStore(path: string): HilgenError {
  return new HilgenError('input', {
    where: path,
    what: 'is not a request store',
    hint: 'Name another file: nothing of yours is overwritten.',
  });
}

const KNOWN: Readonly<Record<string, { readonly what: string; readonly hint?: string }>> = {
  SQLITE_FULL: {
    what: 'the disk is full',
    hint: 'Make room, then run the same command again: answers are kept.',
  },
  SQLITE_NOTADB: {
    what: 'is not a request store',
    hint: 'Name another file: nothing of yours is overwritten.',
  },
  SQLITE_CORRUPT: {
    what: 'the request store is damaged',
    hint: 'Restore it from a copy, or name another file.',
  },
  SQLITE_BUSY: { what: 'another process is writing to this request store' },
  SQLITE_READONLY: { what: 'the request store cannot be written to' },
  SQLITE_CANTOPEN: {
    what: 'cannot be opened as a request store',
    hint: 'Check the path and its permissions.',
  },
};

/** A failure of SQLite as an error that names the file. */
export function storeError(cause: unknown, path: string): HilgenError {
  if (cause instanceof HilgenError) return cause;
  const { code = '', message } = cause as { code?: string; message: string };
  const known = Object.entries(KNOWN).find(([prefix]) => code.startsWith(prefix))?.[1];
  return new HilgenError(known === undefined ? 'internal' : 'input', {
    where: path,
    cause,
    ...(known ?? { what: message }),
  });
}
