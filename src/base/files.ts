import { createReadStream, mkdirSync, rmSync } from 'node:fs';
import { open, readFile, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { createGunzip } from 'node:zlib';
import { HilgenError } from './errors.js';

/** One line of a text file, without its line end; numbers start at 1. */
export interface Line {
  readonly number: number;
  readonly text: string;
}

const unfinished = new Set<string>();
// A hard exit (second ctrl-C) must not leave temporary files lying about.
process.once('exit', () => {
  for (const path of unfinished) rmSync(path, { force: true, recursive: true });
});

/** Where `path` is written until it is whole. Removed at exit unless `markFinished` is called. */
export function temporaryName(path: string): string {
  const temporary = `${path}.${process.pid}.tmp`;
  unfinished.add(temporary);
  return temporary;
}

/** The file or folder under this temporary name has been renamed or removed. */
export function markFinished(temporary: string): void {
  unfinished.delete(temporary);
}

/**
 * Writes the chunks to a temporary name, flushes, then renames: the file is either whole or
 * untouched. Makes the folder where it is missing.
 */
export async function writeFileAtomic(
  path: string,
  content: string | Uint8Array | Iterable<string | Uint8Array> | AsyncIterable<string | Uint8Array>,
): Promise<void> {
  const whole = typeof content === 'string' || content instanceof Uint8Array;
  const chunks = whole ? [content] : content;
  const temporary = temporaryName(path);
  try {
    mkdirSync(dirname(path), { recursive: true });
    const file = await open(temporary, 'w');
    try {
      for await (const chunk of chunks) await file.appendFile(chunk);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  } catch (cause) {
    // What went wrong first is the news, not that there was nothing to remove.
    await rm(temporary, { force: true }).catch(() => {});
    throw asFileError(cause, path);
  } finally {
    markFinished(temporary);
  }
}

/**
 * The lines of a UTF-8 file, plain or gz (told by its first bytes), as a stream. A byte order
 * mark is dropped, `\r\n` reads as `\n`.
 *
 * @throws HilgenError `input` with `file:line` at the first bytes that are not UTF-8, or where gz data breaks off.
 */
export async function* readLines(path: string): AsyncGenerator<Line> {
  let number = 0;
  try {
    for await (const bytes of splitLines(await byteStream(path))) {
      number++;
      yield { number, text: decode(bytes, path, number) };
    }
  } catch (cause) {
    throw asFileError(cause, path, number + 1);
  }
}

/** The whole file as text, under the rules of `readLines`. */
export async function readText(path: string): Promise<string> {
  const lines: string[] = [];
  for await (const line of readLines(path)) lines.push(line.text);
  return lines.join('\n');
}

/** The whole file as parsed JSON. */
export async function readJson(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch (cause) {
    if (cause instanceof SyntaxError) {
      throw new HilgenError('input', { where: path, what: `not valid JSON (${cause.message})` });
    }
    throw asFileError(cause, path);
  }
}

/** Turns a file system, gz or unknown failure into a `HilgenError` that names the file. */
export function asFileError(cause: unknown, path: string, line?: number): HilgenError {
  if (cause instanceof HilgenError) return cause;
  const { code, message } = cause as NodeJS.ErrnoException;
  const known = code === undefined ? undefined : FILE_ERRORS[code];
  if (known !== undefined) return new HilgenError('input', { where: path, cause, ...known });
  const where = line === undefined ? path : `${path}:${line}`;
  if (code?.startsWith('Z_') || code === 'ERR_BUFFER_TOO_LARGE') {
    return new HilgenError('input', {
      where,
      cause,
      what: `damaged gz data (${message})`,
      hint: 'The file is probably cut short: fetch it again.',
    });
  }
  return new HilgenError('internal', { where, what: message, cause });
}

const FILE_ERRORS: Readonly<Record<string, { what: string; hint?: string }>> = {
  ENOENT: { what: 'no such file', hint: 'Check the path; relative paths start at the current folder.' },
  EISDIR: { what: 'is a folder, a file was expected' },
  EEXIST: { what: 'a part of this path is a file, not a folder' },
  ENOTDIR: { what: 'a part of this path is a file, not a folder' },
  EACCES: { what: 'no permission' },
  EPERM: { what: 'no permission' },
  ENOSPC: { what: 'the disk is full' },
};

async function byteStream(path: string): Promise<AsyncIterable<Buffer>> {
  const file = await open(path, 'r');
  const head = Buffer.alloc(2);
  try {
    await file.read(head, 0, 2, 0);
  } finally {
    await file.close();
  }
  const raw = createReadStream(path, { highWaterMark: 1 << 18 });
  const gzipped = head[0] === 0x1f && head[1] === 0x8b;
  if (!gzipped) return raw;
  const gunzip = createGunzip();
  raw.on('error', (error) => gunzip.destroy(error));
  return raw.pipe(gunzip);
}

const MAX_LINE_BYTES = 64 * 1024 * 1024;

async function* splitLines(stream: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let rest: Buffer[] = [];
  let restBytes = 0;
  for await (const chunk of stream) {
    let from = 0;
    for (let at = chunk.indexOf(10, from); at !== -1; at = chunk.indexOf(10, from)) {
      const piece = chunk.subarray(from, at);
      yield rest.length === 0 ? piece : Buffer.concat([...rest, piece]);
      rest = [];
      restBytes = 0;
      from = at + 1;
    }
    if (from < chunk.length) {
      rest.push(chunk.subarray(from));
      restBytes += chunk.length - from;
      if (restBytes > MAX_LINE_BYTES) {
        throw Object.assign(new Error('a line of more than 64 MiB'), { code: 'ERR_BUFFER_TOO_LARGE' });
      }
    }
  }
  if (rest.length > 0) yield Buffer.concat(rest);
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function decode(bytes: Buffer, path: string, number: number): string {
  try {
    let text = utf8.decode(bytes);
    if (number === 1 && text.startsWith('\uFEFF')) text = text.slice(1);
    return text.endsWith('\r') ? text.slice(0, -1) : text;
  } catch (cause) {
    throw new HilgenError('input', {
      where: `${path}:${number}`,
      what: 'bytes that are not UTF-8',
      hint: 'Convert the file first, for example: iconv -f latin1 -t utf-8 FILE > NEW',
      cause,
    });
  }
}
