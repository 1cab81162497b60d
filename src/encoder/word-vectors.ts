import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { HilgenError } from '../base/errors.js';
import { asFileError } from '../base/files.js';
import { HEADER_BYTES, MAGIC, VERSION } from './convert-word-vectors.js';

/** Vectors of chosen words as one matrix, with the row of each word that has a vector. */
export interface WordRows {
  /** [rows, dimensions], row by row. */
  readonly matrix: Float32Array;
  /** The row of each word asked for, as it was spelt; words without a vector are left out. */
  readonly rowOf: ReadonlyMap<string, number>;
}

/** Some words of a file with their vectors, [words, dimensions]. */
export interface WordBlock {
  readonly words: readonly string[];
  readonly matrix: Float32Array<ArrayBuffer>;
}

/** Static word vectors. A word is looked up as it is spelt, then in lower case. */
export interface WordVectors {
  /** The file. */
  readonly path: string;
  readonly dimensions: number;
  /** Number of words. */
  readonly size: number;
  has(word: string): boolean;
  /** The `dimensions` numbers of the word; read once, not to be changed. */
  vector(word: string): Float32Array | undefined;
  rowsFor(words: Iterable<string>): WordRows;
  /** All words in the order of the file, so many at a time. */
  blocks(size: number): Iterable<WordBlock>;
  close(): void;
}

/**
 * Opens a file written by `convertWordVectors`: the words are held in memory, vectors are read as
 * they are asked for.
 *
 * @throws HilgenError `input` where the file is missing, of another kind or cut short.
 */
export function openWordVectors(path: string): WordVectors {
  const file = openFile(path);
  try {
    return { path, ...view(file, readIndex(file, path)) };
  } catch (cause) {
    closeSync(file);
    throw asFileError(cause, path);
  }
}

interface Index {
  readonly dimensions: number;
  readonly rowOf: ReadonlyMap<string, number>;
}

function openFile(path: string): number {
  try {
    return openSync(path, 'r');
  } catch (cause) {
    throw asFileError(cause, path);
  }
}

function readIndex(file: number, path: string): Index {
  const [magic, version, size = 0, dimensions = 0] = new Uint32Array(readBytes(file, 0, HEADER_BYTES));
  const wordsAt = HEADER_BYTES + size * dimensions * Float32Array.BYTES_PER_ELEMENT;
  const wordBytes = fstatSync(file).size - wordsAt;
  const known = magic === MAGIC && version === VERSION && wordBytes > 0;
  const words = known ? decode(readBytes(file, wordsAt, wordBytes)).split('\n') : [];
  if (words.length !== size || size === 0) {
    throw new HilgenError('input', { where: path, what: 'not a whole file of word vectors of this version' });
  }
  return { dimensions, rowOf: new Map(words.map((word, row) => [word, row])) };
}

function view(file: number, { dimensions, rowOf }: Index): Omit<WordVectors, 'path'> {
  const read = new Map<number, Float32Array>();
  const rowBytes = dimensions * Float32Array.BYTES_PER_ELEMENT;
  const find = (word: string): number | undefined => rowOf.get(word) ?? rowOf.get(word.toLowerCase());
  const vector = (word: string): Float32Array | undefined => {
    const row = find(word);
    if (row === undefined) return undefined;
    const known = read.get(row);
    if (known !== undefined) return known;
    const fresh = new Float32Array(readBytes(file, HEADER_BYTES + row * rowBytes, rowBytes));
    read.set(row, fresh);
    return fresh;
  };
  return {
    dimensions,
    size: rowOf.size,
    has: (word) => find(word) !== undefined,
    vector,
    rowsFor: (words) => gather(words, vector, dimensions),
    blocks: (size) => readBlocks(file, { dimensions, rowOf }, size),
    close: () => closeSync(file),
  };
}

function* readBlocks(file: number, { dimensions, rowOf }: Index, size: number): Generator<WordBlock> {
  const all = [...rowOf.keys()];
  const rowBytes = dimensions * Float32Array.BYTES_PER_ELEMENT;
  for (let from = 0; from < all.length; from += size) {
    const words = all.slice(from, from + size);
    const bytes = readBytes(file, HEADER_BYTES + from * rowBytes, words.length * rowBytes);
    yield { words, matrix: new Float32Array(bytes) };
  }
}

function gather(words: Iterable<string>, vector: WordVectors['vector'], dimensions: number): WordRows {
  const found = [...new Set(words)].flatMap((word) => {
    const row = vector(word);
    return row === undefined ? [] : [{ word, row }];
  });
  const matrix = new Float32Array(found.length * dimensions);
  for (const [index, { row }] of found.entries()) matrix.set(row, index * dimensions);
  return { matrix, rowOf: new Map(found.map(({ word }, index) => [word, index])) };
}

function readBytes(file: number, at: number, length: number): ArrayBuffer {
  const bytes = new Uint8Array(length);
  for (let done = 0; done < length; ) {
    const count = readSync(file, bytes, done, length - done, at + done);
    if (count === 0) throw new HilgenError('input', { what: 'the file of word vectors is cut short' });
    done += count;
  }
  return bytes.buffer;
}

const decode = (bytes: ArrayBuffer): string => new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
