import type Database from 'libsql';
import { rowOf } from '../sql.js';
import type { AnswerStore } from './client.js';

/** Keeps answers in the knowledge base's own file. */
export function answerTable(db: Database.Database): AnswerStore {
  db.exec(`CREATE TABLE IF NOT EXISTS answer(
    question TEXT PRIMARY KEY, status INTEGER NOT NULL, body TEXT NOT NULL, asked TEXT NOT NULL) WITHOUT ROWID`);
  const read = rowOf<[number, string]>(db, 'SELECT status, body FROM answer WHERE question = ?');
  const write = db.prepare("INSERT OR REPLACE INTO answer VALUES(?, ?, ?, datetime('now'))");
  return {
    read(question) {
      const [status, body] = read(question) ?? [];
      return status === undefined || body === undefined ? undefined : { status, body };
    },
    write: (question, status, body) => void write.run(question, status, body),
  };
}
