import { HilgenError, throwIfAborted } from '../base/errors.js';
import { writeFileAtomic } from '../base/files.js';
import type { WorkOptions } from '../base/progress.js';
import { readWordVectorJson, type WordVectorReader } from './word-vector-json.js';

/*
 * The file, little-endian: `HGWV`, then format version, number of words and dimensions as uint32;
 * the vectors as float32, row by row; the words as UTF-8, a line feed between.
 */
/** `HGWV` as a little-endian number. */
export const MAGIC = 0x56574748;
/** Version of the layout. */
export const VERSION = 1;
/** Magic, version, size, dimensions. */
export const HEADER_BYTES = 16;

const ROWS_A_WRITE = 4096;

/** Turns the JSON of a wink embeddings package into the compact file that `openWordVectors` reads. */
export async function convertWordVectors(
  jsonPath: string,
  path: string,
  options: WorkOptions = {},
): Promise<void> {
  const reader = await readWordVectorJson(jsonPath);
  await writeFileAtomic(path, encode(reader, jsonPath, options));
}

async function* encode(
  { head, entries }: WordVectorReader,
  jsonPath: string,
  { onProgress, signal }: WorkOptions,
): AsyncGenerator<Uint8Array | string> {
  yield bytesOf(Uint32Array.of(MAGIC, VERSION, head.size, head.dimensions));
  const words: string[] = [];
  let rows = new Float32Array(ROWS_A_WRITE * head.dimensions);
  for await (const { word, vector } of entries) {
    const row = words.push(word) % ROWS_A_WRITE || ROWS_A_WRITE;
    rows.set(vector, (row - 1) * head.dimensions);
    if (row < ROWS_A_WRITE) continue;
    throwIfAborted(signal);
    onProgress?.({ done: words.length, total: head.size, note: 'words' });
    yield bytesOf(rows);
    rows = new Float32Array(rows.length);
  }
  yield bytesOf(rows.subarray(0, (words.length % ROWS_A_WRITE) * head.dimensions));
  if (words.length !== head.size) {
    const what = `${words.length} vectors where its head says ${head.size}`;
    throw new HilgenError('input', { where: jsonPath, what });
  }
  yield words.join('\n');
}

const bytesOf = ({ buffer, byteOffset, byteLength }: Uint32Array | Float32Array): Uint8Array =>
  new Uint8Array(buffer, byteOffset, byteLength);
