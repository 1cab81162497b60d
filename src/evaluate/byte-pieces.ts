import { isUtf8 } from 'node:buffer';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { createGunzip } from 'node:zlib';
import { asFileError, readLines } from '../base/files.js';

const PIECE_BYTES = 4 << 20;
const MARK = Buffer.from('\uFEFF');

/**
 * A UTF-8 file, plain or gz, in pieces of some megabytes that end where a blank line does; without its byte order
 * mark.
 *
 * @throws HilgenError `input` where the file is missing, damaged or not UTF-8, as `readLines` has it.
 */
export async function* readPieces(path: string): AsyncGenerator<Buffer> {
  let pending: Buffer[] = [];
  let isFirst = true;
  const checked = async (piece: Buffer): Promise<Buffer> => {
    if (!isUtf8(piece)) for await (const _ of readLines(path));
    const hasMark = isFirst && piece.subarray(0, MARK.length).equals(MARK);
    isFirst = false;
    return hasMark ? piece.subarray(MARK.length) : piece;
  };
  try {
    for await (const bytes of await byteStream(path)) {
      const cut = endOfBlankLine(bytes);
      if (cut === 0) {
        pending.push(bytes);
        continue;
      }
      yield await checked(Buffer.concat([...pending, bytes.subarray(0, cut)]));
      pending = [bytes.subarray(cut)];
    }
    yield await checked(Buffer.concat(pending));
  } catch (cause) {
    throw asFileError(cause, path);
  }
}

function endOfBlankLine(bytes: Buffer): number {
  const plain = bytes.lastIndexOf('\n\n');
  if (plain !== -1) return plain + 2;
  const returned = bytes.lastIndexOf('\n\r\n');
  return returned === -1 ? 0 : returned + 3;
}

async function byteStream(path: string): Promise<AsyncIterable<Buffer>> {
  const file = await open(path, 'r');
  const head = Buffer.alloc(2);
  try {
    await file.read(head, 0, 2, 0);
  } finally {
    await file.close();
  }
  const raw = createReadStream(path, { highWaterMark: PIECE_BYTES });
  if (head[0] !== 0x1f || head[1] !== 0x8b) return raw;
  const gunzip = createGunzip({ chunkSize: PIECE_BYTES });
  raw.on('error', (error) => gunzip.destroy(error));
  return raw.pipe(gunzip);
}
