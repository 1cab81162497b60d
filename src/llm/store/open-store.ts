import type Database from 'libsql';
import type { Completion, FinishReason, ModelRequest } from '../language-model.js';
import { requestKey } from '../request-key.js';
import { batchLedger } from './batch-ledger.js';
import { durableWrites } from './durable-writes.js';
import { failureRecords } from './failure-records.js';
import type { RequestStore, StoredAnswer } from './request-store.js';
import { lockRun } from './run-lock.js';
import { openSqlFile, rowOf, rowsOf, storeError, writerOf } from './sql-file.js';

type AnswerRow = [
  key: string,
  model: string,
  request: string,
  text: string,
  promptTokens: number,
  completionTokens: number,
  answeredBy: string,
  finish: string,
  at: number,
  number: number,
];

const COLUMNS = `key, model, request, text, prompt_tokens, completion_tokens, answered_by, finish, at`;

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
  const guarded = <T>(work: () => T): T => {
    try {
      return work();
    } catch (cause) {
      throw storeError(cause, path);
    }
  };
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

interface AnswerQueries {
  readonly byKey: (key: string) => AnswerRow | undefined;
  readonly byBeginning: (from: string, to: string) => AnswerRow[];
  readonly page: (after: number) => AnswerRow[];
  readonly insert: (stored: StoredAnswer) => void;
}

function answerQueries(db: Database.Database): AnswerQueries {
  const select = `SELECT ${COLUMNS}, number FROM answer`;
  const insert = writerOf(
    db,
    `INSERT INTO answer(${COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT(key) DO NOTHING`,
  );
  return {
    byKey: rowOf<AnswerRow>(db, `${select} WHERE key = ?`),
    byBeginning: rowsOf<AnswerRow>(db, `${select} WHERE key >= ? AND key < ? LIMIT 2`),
    page: rowsOf<AnswerRow>(db, `${select} WHERE number > ? ORDER BY number LIMIT 256`),
    insert: ({ key, modelId, request, completion, at }) => {
      const { text, usage, model, finish } = completion;
      const { promptTokens, completionTokens } = usage;
      insert(key, modelId, JSON.stringify(request), text, promptTokens, completionTokens, model, finish, at);
    },
  };
}

function* allAnswers(
  page: (after: number) => AnswerRow[],
  modelId: string | undefined,
): Generator<StoredAnswer> {
  for (let rows = page(0); rows.length > 0; rows = page(rows.at(-1)?.[9] ?? Number.MAX_SAFE_INTEGER)) {
    for (const row of rows) if (modelId === undefined || row[1] === modelId) yield answerOf(row);
  }
}

function answerOf(row: AnswerRow): StoredAnswer {
  const [key, modelId, request, , , , , , at] = row;
  return { key, modelId, request: JSON.parse(request) as ModelRequest, completion: completionOf(row), at };
}

function completionOf(row: AnswerRow): Completion {
  const [, , , text, promptTokens, completionTokens, model, finish] = row;
  return { text, usage: { promptTokens, completionTokens }, model, finish: finish as FinishReason };
}
