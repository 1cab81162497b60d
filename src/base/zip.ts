import { read } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { promisify } from 'node:util';
import yauzl, { type ZipFile } from 'yauzl';

const fromReader = promisify<yauzl.RandomAccessReader, number, yauzl.Options, ZipFile>(
  yauzl.fromRandomAccessReader,
);

/**
 * Opens a zip file to be read entry by entry; to be closed by its `close`. Fails with plain errors.
 *
 * yauzl's own reader hands places that a damaged archive names to Node unchecked, which throws where nobody can catch it.
 */
export async function openZip(path: string): Promise<ZipFile> {
  const file = await open(path, 'r');
  const { size } = await file.stat();
  const reader = new CheckedReader(file, size);
  try {
    return await fromReader(reader, size, { lazyEntries: true, autoClose: false });
  } catch (cause) {
    await file.close().catch(() => {});
    throw cause;
  }
}

class CheckedReader extends yauzl.RandomAccessReader {
  readonly #file: FileHandle;
  readonly #size: number;

  constructor(file: FileHandle, size: number) {
    super();
    this.#file = file;
    this.#size = size;
  }

  override _readStreamForRange(start: number, end: number): Readable {
    if (!this.#holds(start, end)) throw outside();
    return Readable.from(bytesBetween(this.#file, start, end), { objectMode: false });
  }

  override read(
    buffer: Buffer,
    offset: number,
    length: number,
    position: number,
    callback: (error: Error | null, bytesRead?: number) => void,
  ): void {
    if (this.#holds(position, position + length))
      read(this.#file.fd, buffer, offset, length, position, callback);
    else setImmediate(callback, outside());
  }

  override close(callback: (error: Error | null) => void): void {
    this.#file.close().then(() => callback(null), callback);
  }

  #holds(start: number, end: number): boolean {
    return start >= 0 && start <= end && end <= this.#size;
  }
}

const CHUNK = 1 << 18;

/** Not a read stream of Node, which closes the file of all entries when one of them ends. */
async function* bytesBetween(file: FileHandle, start: number, end: number): AsyncGenerator<Buffer> {
  for (let at = start; at < end; ) {
    const size = Math.min(CHUNK, end - at);
    const { buffer, bytesRead } = await file.read(Buffer.allocUnsafe(size), 0, size, at);
    if (bytesRead === 0) return;
    yield buffer.subarray(0, bytesRead);
    at += bytesRead;
  }
}

function outside(): Error {
  return new Error('it names a place outside of the file');
}
