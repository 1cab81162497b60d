import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { createGunzip } from 'node:zlib';
import { asFileError, readLines } from '../base/files.js';

/** A stretch of a text file that ends where a sentence does. */
export interface TextPiece {
  /** Line ends are `\n`. */
  readonly text: string;
  /** Number of its first line, from 1. */
  readonly line: number;
}

const PIECE_BYTES = 4 << 20;

/**
 * A UTF-8 file, plain or gz, in pieces of some megabytes that end at a blank line.
 *
 * @throws HilgenError `input` where the file is missing, damaged or not UTF-8, as `readLines` has it.
 */
export async function* readPieces(path: string): AsyncGenerator<TextPiece> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let line = 1;
  let rest = '';
  try {
    for await (const bytes of await byteStream(path)) {
      const text = withoutReturns(rest + decoder.decode(bytes, { stream: true }));
      const cut = text.lastIndexOf('\n\n') + 2;
      rest = cut === 1 ? text : text.slice(cut);
      if (cut === 1) continue;
      const whole = text.slice(0, cut);
      yield { text: whole, line };
      line += countLines(whole);
    }
    rest = withoutReturns(rest + decoder.decode()).replace(/\r$/, '');
    if (rest !== '') yield { text: rest, line };
  } catch (cause) {
    if (cause instanceof TypeError) await findBadBytes(path);
    throw asFileError(cause, path, line);
  }
}

/** A line end may be cut in two: a lone return at the end waits for what follows. */
function withoutReturns(text: string): string {
  return text.includes('\r') ? text.replaceAll('\r\n', '\n') : text;
}

function countLines(text: string): number {
  let count = 0;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) count++;
  return count;
}

/** `readLines` names the line. */
async function findBadBytes(path: string): Promise<void> {
  for await (const _ of readLines(path));
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
