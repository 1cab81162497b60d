import type Database from 'libsql';

/** What a column may hold. */
export type Value = string | number | null;

/** Collects rows and inserts them many at a time. */
export interface Batch {
  add(...row: Value[]): void;
  /** Inserts what is still held back. */
  flush(): void;
}

const ROWS = 128;

/**
 * An insert statement of 128 rows, its values as one array: measured 1.3 µs of CPU a row of five, 1.9 with the values
 * spread as arguments, 1.7 by `json_each`, 6.3 one by one. `insert` is all before the values: `INSERT INTO name(concept,
 * text)`; `after` follows them.
 */
export function batchInsert(db: Database.Database, insert: string, width: number, after = ''): Batch {
  const row = `(${Array(width).fill('?').join(',')})`;
  const statement = (rows: number): Database.Statement =>
    db.prepare(`${insert} VALUES ${Array(rows).fill(row).join(',')} ${after}`);
  const full = statement(ROWS);
  let values: Value[] = [];
  return {
    add(...row) {
      values.push(...row);
      if (values.length < ROWS * width) return;
      full.run(values);
      values = [];
    },
    flush() {
      if (values.length > 0) statement(values.length / width).run(values);
      values = [];
    },
  };
}
