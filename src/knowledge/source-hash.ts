import { createHash } from 'node:crypto';
import { createReadStream, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { throwIfAborted } from '../base/errors.js';
import { asFileError } from '../base/files.js';

/**
 * SHA-256 of a file; of a folder, that of the lines `sha256sum *` prints for the files in it, so
 * that anybody can check it.
 */
export async function sourceHash(path: string, signal?: AbortSignal | undefined): Promise<string> {
  try {
    if (!statSync(path).isDirectory()) return await fileHash(path, signal);
    const names = readdirSync(path, { withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => entry.name);
    const hash = createHash('sha256');
    for (const name of names.sort()) hash.update(`${await fileHash(join(path, name), signal)}  ${name}\n`);
    return hash.digest('hex');
  } catch (cause) {
    throw asFileError(cause, path);
  }
}

async function fileHash(path: string, signal: AbortSignal | undefined): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) {
    throwIfAborted(signal);
    hash.update(chunk as Buffer);
  }
  return hash.digest('hex');
}
