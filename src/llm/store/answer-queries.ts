import type Database from 'libsql';
import type { Completion, FinishReason, ModelRequest } from '../language-model.js';
import type { StoredAnswer } from './request-store.js';
import { rowOf, rowsOf, writerOf } from './sql-file.js';

/** A row of `answer`; its number is the order of arrival. */
export type AnswerRow = [
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

/** What is asked of the table of answers. */
export interface AnswerQueries {
  readonly byKey: (key: string) => AnswerRow | undefined;
  readonly byBeginning: (from: string, to: string) => AnswerRow[];
  readonly page: (after: number) => AnswerRow[];
  readonly insert: (stored: StoredAnswer) => void;
}

/** Prepared statements on the table of answers. */
export function answerQueries(db: Database.Database): AnswerQueries {
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

/** All answers, a page at a time. */
export function* allAnswers(
  page: (after: number) => AnswerRow[],
  modelId: string | undefined,
): Generator<StoredAnswer> {
  for (let rows = page(0); rows.length > 0; rows = page(rows.at(-1)?.[9] ?? Number.MAX_SAFE_INTEGER)) {
    for (const row of rows) if (modelId === undefined || row[1] === modelId) yield answerOf(row);
  }
}

/** A row as an answer. */
export function answerOf(row: AnswerRow): StoredAnswer {
  const [key, modelId, request, , , , , , at] = row;
  return { key, modelId, request: JSON.parse(request) as ModelRequest, completion: completionOf(row), at };
}

/** What a row says was answered. */
export function completionOf(row: AnswerRow): Completion {
  const [, , , text, promptTokens, completionTokens, model, finish] = row;
  return { text, usage: { promptTokens, completionTokens }, model, finish: finish as FinishReason };
}
