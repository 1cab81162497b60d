import { existsSync } from 'node:fs';
import { z } from 'zod';
import { readJson, writeFileAtomic } from '../../base/files.js';
import type { WorkOptions } from '../../base/progress.js';
import type { WordVectors } from '../../encoder/word-vectors.js';
import { wordNeighbours } from './word-neighbours.js';

const fileSchema = z.array(z.tuple([z.string(), z.array(z.string())]));

/**
 * The neighbours of each word as `wordNeighbours` gives them, kept in a file that grows by the words it lacks: each
 * word is sought once. A file that is damaged is made anew.
 *
 * @param path Belongs to one file of vectors and one count.
 */
export async function cachedNeighbours(
  path: string,
  vectors: WordVectors,
  words: Iterable<string>,
  count: number,
  work?: WorkOptions,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const known = await readKnown(path);
  const wanted = [...new Set(Array.from(words, (word) => word.toLowerCase()))];
  const missing = wanted.filter((word) => !known.has(word));
  if (missing.length > 0) {
    const found = await wordNeighbours(vectors, missing, count, work);
    for (const word of missing) known.set(word, found.get(word) ?? []);
    await writeFileAtomic(path, JSON.stringify([...known]));
  }
  return new Map(wanted.map((word) => [word, known.get(word) ?? []]));
}

async function readKnown(path: string): Promise<Map<string, readonly string[]>> {
  if (!existsSync(path)) return new Map();
  const parsed = fileSchema.safeParse(await readJson(path).catch(() => undefined));
  return new Map(parsed.success ? parsed.data : []);
}
