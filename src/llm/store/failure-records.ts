import type Database from 'libsql';
import type { StoredFailure } from './request-store.js';
import { type Cell, rowsOf, writerOf } from './sql-file.js';

/** Failed calls, with what came back. */
export interface FailureRecords {
  of(key: string): StoredFailure[];
  add(failure: StoredFailure): void;
}

type FailureRow = [string, string, string, number | null, string, string | null, number];

const COLUMNS = 'key, model, kind, status, message, raw, at';

/** The failed calls in the store's file. */
export function failureRecords(db: Database.Database): FailureRecords {
  const list = rowsOf<FailureRow>(db, `SELECT ${COLUMNS} FROM failure WHERE key = ? ORDER BY number`);
  const insert = writerOf(db, `INSERT INTO failure(${COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?)`);
  return {
    of: (key) =>
      list(key).map(([key, modelId, kind, status, message, raw, at]) => ({
        key,
        modelId,
        kind,
        status: status ?? undefined,
        message,
        raw: raw ?? undefined,
        at,
      })),
    add: ({ key, modelId, kind, status, message, raw, at }) => {
      const row: Cell[] = [key, modelId, kind, status ?? null, message, raw ?? null, at];
      insert(...row);
    },
  };
}
