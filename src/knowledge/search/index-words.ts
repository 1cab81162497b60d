import type Database from 'libsql';
import { throwIfAborted } from '../../base/errors.js';
import type { WorkOptions } from '../../base/progress.js';
import { batchInsert } from '../batch.js';
import { rowsOf } from '../sql.js';
import { encodeSections, MOST_WORDS, type Section } from './postings.js';
import { wordsOfKey } from './search-words.js';
import { WORD_INDEXES, WORD_TABLES } from './word-tables.js';

// Occurrences held before they are written: 48 MB.
const PART = 4_000_000;
const NAMES_AT_ONCE = 2_000;

/** Makes the tables that search needs from the names in place, in the transaction that is open. */
export function indexWords(db: Database.Database, { onProgress, signal }: WorkOptions = {}): void {
  db.exec(WORD_TABLES);
  const numbers = new Map<string, number>();
  const counts: number[] = [];
  const posting = db.prepare('INSERT INTO posting(word, part, names) VALUES(?, ?, ?)');
  const held = { words: new Int32Array(PART), names: new Int32Array(PART), lengths: new Uint8Array(PART) };
  let count = 0;
  let part = 0;
  const write = (): void => {
    writePart(held, count, counts.length, (word, names) => posting.run(word, part, Buffer.from(names)));
    count = 0;
    part++;
  };
  for (const [name, key] of keys(db)) {
    const words = new Set(wordsOfKey(key));
    if (count + words.size > PART) write();
    for (const word of words) {
      const number = numbers.get(word) ?? counts.push(0) - 1;
      numbers.set(word, number);
      counts[number] = (counts[number] as number) + 1;
      held.words[count] = number;
      held.names[count] = name;
      held.lengths[count++] = Math.min(words.size, MOST_WORDS);
    }
    if (name % 100_000 === 0) {
      throwIfAborted(signal);
      onProgress?.({ done: name, note: 'words' });
    }
  }
  write();
  writeWords(db, numbers, counts);
}

/** Every name with a key: many rows as one text, as a row costs more than its content. */
function* keys(db: Database.Database): Generator<readonly [number, string]> {
  const last = rowsOf<[number | null]>(db, 'SELECT max(number) FROM name')()[0]?.[0] ?? 0;
  const some = rowsOf<[string | null]>(
    db,
    `SELECT group_concat(number || ' ' || key, char(10)) FROM name WHERE number BETWEEN ? AND ? AND key IS NOT NULL`,
  );
  for (let from = 0; from <= last; from += NAMES_AT_ONCE) {
    const [[text] = [null]] = some(from, from + NAMES_AT_ONCE - 1);
    if (text === null) continue;
    for (const line of text.split('\n')) {
      const space = line.indexOf(' ');
      yield [Number(line.slice(0, space)), line.slice(space + 1)];
    }
  }
}

interface Held {
  readonly words: Int32Array;
  readonly names: Int32Array;
  readonly lengths: Uint8Array;
}

/** Gathers the occurrences by word (by counting, so that names stay in order) and hands over each word's. */
function writePart(
  { words, names, lengths }: Held,
  count: number,
  vocabulary: number,
  write: (word: number, names: Uint8Array) => void,
): void {
  // ends[word] is where the occurrences of the words up to it end, so ends[word - 1] is where its own begin.
  const ends = new Int32Array(vocabulary);
  for (const word of words.subarray(0, count)) ends[word] = (ends[word] as number) + 1;
  for (let word = 1; word < vocabulary; word++) {
    ends[word] = (ends[word] as number) + (ends[word - 1] as number);
  }
  const order = new Int32Array(count);
  const next = ends.slice();
  for (let at = count - 1; at >= 0; at--) {
    const word = words[at] as number;
    next[word] = (next[word] as number) - 1;
    order[next[word] as number] = at;
  }
  for (let word = 0; word < vocabulary; word++) {
    const mine = order.subarray(next[word], ends[word]);
    if (mine.length > 0) write(word, encodeSections(sectionsOf(mine, names, lengths)));
  }
}

function sectionsOf(mine: Int32Array, names: Int32Array, lengths: Uint8Array): Section[] {
  const byLength: number[][] = Array.from({ length: MOST_WORDS + 1 }, () => []);
  for (const at of mine) byLength[lengths[at] as number]?.push(names[at] as number);
  return byLength.flatMap((list, length) => (list.length === 0 ? [] : [{ length, names: list }]));
}

function writeWords(
  db: Database.Database,
  numbers: ReadonlyMap<string, number>,
  counts: readonly number[],
): void {
  const rows = batchInsert(db, 'INSERT INTO word(number, text, ending, names)', 4);
  for (const [text, number] of numbers) {
    rows.add(number, text, backwards(text), counts[number] as number);
  }
  rows.flush();
  db.exec(WORD_INDEXES);
}

/** A word from its last character to its first. */
export function backwards(word: string): string {
  return Array.from(word).reverse().join('');
}
