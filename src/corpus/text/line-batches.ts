import { isAscii, isUtf8 } from 'node:buffer';
import { HilgenError } from '../../base/errors.js';
import { asFileError } from '../../base/files.js';
import { byteChunks } from './byte-chunks.js';

/** Lines that were read together, without their ends; `first` is the number of the first, from 1. */
export interface LineBatch {
  readonly first: number;
  readonly lines: readonly string[];
}

const MAX_LINE_BYTES = 64 * 1024 * 1024;

/** Whole lines as one text, each but perhaps the last with its `\n`; `first` is the number of the first, from 1. */
export interface TextBatch {
  readonly first: number;
  readonly text: string;
}

/**
 * The lines of a UTF-8 file, plain or gz, a few thousand at a time: a loop over lines then waits for nothing. A byte
 * order mark is dropped, `\r\n` reads as `\n`.
 *
 * @throws HilgenError `input` with `file:line` at the first bytes that are not UTF-8, or where gz data breaks off.
 */
export async function* lineBatches(path: string): AsyncGenerator<LineBatch> {
  for await (const { first, text } of textBatches(path)) {
    yield { first, lines: (text.endsWith('\n') ? text.slice(0, -1) : text).split('\n') };
  }
}

/** The same as texts, for loops that take lines apart themselves; the consumer of a batch counts its lines. */
export async function* textBatches(path: string): AsyncGenerator<TextBatch> {
  let first = 1;
  try {
    for await (const bytes of wholeLines(byteChunks(path))) {
      const text = toText(bytes, path, first);
      yield { first, text };
      first += countLines(text);
    }
  } catch (cause) {
    throw asFileError(cause, path, first);
  }
}

function countLines(text: string): number {
  let count = 0;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) count++;
  return count;
}

/** The bytes in pieces that end with a line end, but for the last. */
async function* wholeLines(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let rest: Buffer[] = [];
  let restBytes = 0;
  for await (const chunk of chunks) {
    const cut = chunk.lastIndexOf(10) + 1;
    if (cut > 0) {
      yield Buffer.concat([...rest, chunk.subarray(0, cut)]);
      rest = [];
      restBytes = 0;
    }
    rest.push(chunk.subarray(cut));
    restBytes += chunk.length - cut;
    if (restBytes > MAX_LINE_BYTES) {
      throw Object.assign(new Error('a line of more than 64 MiB'), { code: 'ERR_BUFFER_TOO_LARGE' });
    }
  }
  if (restBytes > 0) yield Buffer.concat(rest);
}

function toText(bytes: Buffer, path: string, first: number): string {
  if (!isUtf8(bytes)) throw notUtf8(path, first + badLine(bytes));
  let text = bytes.toString(isAscii(bytes) ? 'latin1' : 'utf8');
  if (first === 1 && text.startsWith('\uFEFF')) text = text.slice(1);
  return text.includes('\r') ? text.replace(/\r(?=\n|$)/g, '') : text;
}

function badLine(bytes: Buffer): number {
  let from = 0;
  for (let line = 0; ; line++) {
    const at = bytes.indexOf(10, from);
    if (at === -1 || !isUtf8(bytes.subarray(from, at))) return line;
    from = at + 1;
  }
}

/** The error for bytes that are not UTF-8. */
export function notUtf8(path: string, line: number): HilgenError {
  return new HilgenError('input', {
    where: `${path}:${line}`,
    what: 'bytes that are not UTF-8',
    hint: 'Convert the file first, for example: iconv -f latin1 -t utf-8 FILE > NEW',
  });
}
