import type { Completion } from '../language-model.js';
import { requestKey } from '../request-key.js';
import { allAnswers, answerOf, answerQueries, completionOf } from './answer-queries.js';
import { batchLedger } from './batch-ledger.js';
import { durableWrites } from './durable-writes.js';
import { failureRecords } from './failure-records.js';
import type { RequestStore } from './request-store.js';
import { lockRun } from './run-lock.js';
import { openSqlFile, storeError } from './sql-file.js';

/**
 * Opens a request store, made where there is none.
 *
 * @throws HilgenError `input` where the file is something else, damaged or of a newer layout.
 * @example
 * const store = requestStore('runs/requests.sqlite');
 * store.answerTo(model.id, request)?.text;
 */
export function requestStore(path: string): RequestStore {
  const db = openSqlFile(path);
  const guarded = guard(path);
  const ask = guarded(() => answerQueries(db));
  const records = guarded(() => failureRecords(db));
  const disk = durableWrites(`${path}-wal`);
  const answer = (key: string): Completion | undefined => {
    const row = guarded(() => ask.byKey(key));
    return row && completionOf(row);
  };
  return {
    path,
    answer,
    answerTo: (modelId, request) => answer(requestKey(modelId, request)),
    find: (key) => {
      const rows = guarded(() => ask.byBeginning(key, `${key}g`));
      return rows.length === 1 && rows[0] ? answerOf(rows[0]) : undefined;
    },
    answers: (modelId) => allAnswers(ask.page, modelId),
    failures: (key) => guarded(() => records.of(key)),
    save: async (stored) => {
      guarded(() => ask.insert(stored));
      await disk.flushed().catch((cause) => Promise.reject(storeError(cause, path)));
    },
    saveFailure: (failure) => guarded(() => records.add(failure)),
    batches: guarded(() => batchLedger(db)),
    claim: () => lockRun(path),
    close: () => {
      void disk.close();
      db.close();
    },
  };
}

type Guard = <T>(work: () => T) => T;

/** Runs work whose failures are the file's. */
function guard(path: string): Guard {
  return (work) => {
    try {
      return work();
    } catch (cause) {
      throw storeError(cause, path);
    }
  };
}
