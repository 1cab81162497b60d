import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { HilgenError } from './errors.js';
import { asFileError, markFinished, temporaryName } from './files.js';

/** Every folder that hilgen makes holds this file, written last: without it the folder is unfinished. */
export const MANIFEST = 'manifest.json';

/**
 * Fills a folder under a temporary name, then renames it: it is either whole or untouched. A
 * folder that hilgen wrote earlier is replaced.
 *
 * @throws HilgenError `input` where the folder exists and is not one of ours.
 */
export async function writeFolderAtomic(
  path: string,
  fill: (folder: string) => Promise<void>,
): Promise<void> {
  assertReplaceable(path);
  const temporary = temporaryName(path);
  try {
    mkdirSync(dirname(path), { recursive: true });
    rmSync(temporary, { recursive: true, force: true });
    mkdirSync(temporary);
    await fill(temporary);
    rmSync(path, { recursive: true, force: true });
    renameSync(temporary, path);
  } catch (cause) {
    rmSync(temporary, { recursive: true, force: true });
    throw asFileError(cause, path);
  } finally {
    markFinished(temporary);
  }
}

/** Checks early, before work is spent, that the folder may be written. */
export function assertReplaceable(path: string): void {
  if (!existsSync(path)) return;
  let entries: string[];
  try {
    entries = readdirSync(path);
  } catch (cause) {
    throw asFileError(cause, path);
  }
  if (entries.length === 0 || existsSync(join(path, MANIFEST))) return;
  throw new HilgenError('input', {
    where: path,
    what: 'the folder exists and holds something else',
    hint: 'Name another folder: nothing of yours is overwritten.',
  });
}
