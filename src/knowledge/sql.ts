import type Database from 'libsql';
import { HilgenError } from '../base/errors.js';

// libsql differs from better-sqlite3: `pluck` does nothing for `get`, and a parameter that is
// neither number, string nor null ends the process. All reading goes through here.
type Parameter = string | number;

/** A query for rows as arrays of their columns. */
export function rowsOf<Row extends readonly unknown[]>(
  db: Database.Database,
  sql: string,
): (...parameters: Parameter[]) => Row[] {
  const statement = db.prepare(sql).raw();
  return (...parameters) => guarded(() => statement.all(...parameters) as Row[]);
}

/** A query for the first row, `undefined` where there is none. */
export function rowOf<Row extends readonly unknown[]>(
  db: Database.Database,
  sql: string,
): (...parameters: Parameter[]) => Row | undefined {
  const statement = db.prepare(sql).raw();
  return (...parameters) => guarded(() => statement.get(...parameters) as Row | undefined);
}

/** A query for the first column of every row. */
export function columnOf<T>(db: Database.Database, sql: string): (...parameters: Parameter[]) => T[] {
  const rows = rowsOf<[T]>(db, sql);
  return (...parameters) => rows(...parameters).map(([value]) => value);
}

/** A query for the first column of the first row, `undefined` where there is none. */
export function cellOf<T>(db: Database.Database, sql: string): (...parameters: Parameter[]) => T | undefined {
  const row = rowOf<[T]>(db, sql);
  return (...parameters) => row(...parameters)?.[0];
}

function guarded<T>(read: () => T): T {
  try {
    return read();
  } catch (cause) {
    const { code = '' } = cause as { code?: string };
    if (!code.startsWith('SQLITE_CORRUPT')) throw cause;
    const hint = 'Build it again with `hilgen kb build`.';
    throw new HilgenError('input', { what: 'the knowledge base is damaged', hint, cause });
  }
}
