import { cacheFolder } from '../base/cache.js';
import type { WorkOptions } from '../base/progress.js';
import { cachedWordVectors } from './wink-embeddings.js';
import { openWordVectors, type WordVectors } from './word-vectors.js';

let opened: Promise<WordVectors> | undefined;

/**
 * The installed word vectors, opened once a process: their index of words takes a while to read.
 *
 * @throws HilgenError `missing` where they are not installed.
 */
export function sharedWordVectors(work: WorkOptions = {}): Promise<WordVectors> {
  opened ??= cachedWordVectors(cacheFolder(), work)
    .then(openWordVectors)
    .catch((error: unknown) => {
      opened = undefined;
      throw error;
    });
  return opened;
}
