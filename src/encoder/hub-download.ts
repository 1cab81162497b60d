import { createHash } from 'node:crypto';
import { constants, createReadStream, existsSync, mkdirSync, statSync } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { asFileError } from '../base/files.js';

/** A file on the hub, as its listing has it. */
export interface HubFile {
  readonly path: string;
  readonly size: number;
  /** The hash by which git names the content. */
  readonly oid?: string | undefined;
  /** For large files: the SHA-256 of the content. */
  readonly lfs?: { readonly oid: string } | undefined;
}

/** Where an unfinished download is kept, so that the next one goes on from there. */
const PARTIAL = '.part';

/** A download whose content is not what the hub's listing says. */
export class WrongContentError extends Error {}

/**
 * Writes a file from the hub to `target`: what an earlier, interrupted download left is kept, and
 * the file has its name only once its size and checksum are right. Processes that fetch the same
 * file at once write the same bytes to the same places.
 *
 * @param content The bytes from a place on.
 * @throws WrongContentError where they are not; what came is then thrown away.
 */
export async function writeDownload(
  file: HubFile,
  target: string,
  content: (from: number) => AsyncIterable<Uint8Array>,
): Promise<void> {
  const partial = target + PARTIAL;
  mkdirSync(dirname(target), { recursive: true });
  const from = existsSync(partial) ? statSync(partial).size : 0;
  if (from < file.size || file.size === 0) await writeFrom(partial, from, content(from));
  // Another process may have finished the same file.
  if (!existsSync(partial) && existsSync(target)) return;
  const { size } = statSync(partial);
  const problem = await problemOf(file, partial, size);
  if (problem === undefined) return rename(partial, target);
  if (size >= file.size) await rm(partial);
  throw new WrongContentError(problem);
}

async function writeFrom(path: string, from: number, chunks: AsyncIterable<Uint8Array>): Promise<void> {
  const { O_CREAT, O_RDWR } = constants;
  const file = await open(path, O_CREAT | O_RDWR).catch((cause) => Promise.reject(asFileError(cause, path)));
  let at = from;
  try {
    for await (const chunk of chunks) {
      for (let done = 0; done < chunk.length; ) {
        const { bytesWritten } = await file.write(chunk, done, chunk.length - done, at + done);
        done += bytesWritten;
      }
      at += chunk.length;
    }
    await file.sync();
  } finally {
    await file.close();
  }
}

async function problemOf(file: HubFile, path: string, size: number): Promise<string | undefined> {
  if (size !== file.size) return `${size} bytes of ${file.size} came`;
  const expected = file.lfs?.oid ?? file.oid;
  if (expected === undefined) return undefined;
  const hash = createHash(file.lfs === undefined ? 'sha1' : 'sha256');
  if (file.lfs === undefined) hash.update(`blob ${size}\0`);
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  const found = hash.digest('hex');
  return found === expected ? undefined : `the checksum is ${found}, the hub says ${expected}`;
}
