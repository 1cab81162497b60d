import type Database from 'libsql';
import type { KeyedRequest, ModelRequest } from '../language-model.js';
import { rowOf, rowsOf, writerOf } from './sql-file.js';

/** A batch on its way; without an id where the process ended before the server had named it. */
export interface OpenBatch {
  readonly tag: string;
  readonly id: string | undefined;
  /** When it was handed over, in milliseconds since 1970. */
  readonly at: number;
  readonly keys: readonly string[];
}

/** Which requests are under way in which batch. */
export interface BatchLedger {
  /** Those of the model that are not closed, oldest first. */
  open(modelId: string): OpenBatch[];
  /** Written before the server hears of the batch, so that it is found again. */
  begin(tag: string, modelId: string, requests: readonly KeyedRequest[], at: number): void;
  /** What was asked under a key: answers are kept even where today's prompts are others. */
  requestOf(tag: string, key: string): ModelRequest | undefined;
  submitted(tag: string, id: string): void;
  /** Collected, failed, or never handed over: its requests are free again. */
  finish(tag: string): void;
}

function statements(db: Database.Database) {
  const list = rowsOf<[string, string | null, number]>(
    db,
    "SELECT tag, id, at FROM batch WHERE model = ? AND state = 'open' ORDER BY at, tag",
  );
  const keysOf = rowsOf<[string]>(db, 'SELECT key FROM batch_request WHERE tag = ? ORDER BY key');
  const requestOf = rowOf<[string]>(db, 'SELECT request FROM batch_request WHERE tag = ? AND key = ?');
  const addBatch = writerOf(db, "INSERT INTO batch(tag, model, state, at) VALUES (?, ?, 'open', ?)");
  const addKey = writerOf(db, 'INSERT INTO batch_request(tag, key, request) VALUES (?, ?, ?)');
  const setId = writerOf(db, 'UPDATE batch SET id = ? WHERE tag = ?');
  const setDone = writerOf(db, "UPDATE batch SET state = 'closed' WHERE tag = ?");
  return { list, keysOf, requestOf, addBatch, addKey, setId, setDone };
}

/** The ledger in the store's file. Each step is on the disk when it returns. */
export function batchLedger(db: Database.Database): BatchLedger {
  const { list, keysOf, requestOf, addBatch, addKey, setId, setDone } = statements(db);
  const durably = (write: () => void): void => transact(db, write);
  return {
    open: (modelId) =>
      list(modelId).map(([tag, id, at]) => ({
        tag,
        id: id ?? undefined,
        at,
        keys: keysOf(tag).map(([key]) => key),
      })),
    begin: (tag, modelId, requests, at) =>
      durably(() => {
        addBatch(tag, modelId, at);
        for (const { key, request } of requests) addKey(tag, key, JSON.stringify(request));
      }),
    requestOf: (tag, key) => {
      const row = requestOf(tag, key);
      return row && (JSON.parse(row[0]) as ModelRequest);
    },
    submitted: (tag, id) => durably(() => setId(id, tag)),
    finish: (tag) => durably(() => setDone(tag)),
  };
}

function transact(db: Database.Database, write: () => void): void {
  db.pragma('synchronous = FULL');
  try {
    db.transaction(write)();
  } finally {
    db.pragma('synchronous = NORMAL');
  }
}
