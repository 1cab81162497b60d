import { createHash } from 'node:crypto';
import { createReadStream, existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import { asFileError, readJson, writeFileAtomic } from '../base/files.js';
import { writeCorpus } from '../corpus/index.js';
import type { Cell, CellOutcome, CellResult } from './experiment.js';
import type { CellStore } from './run.js';

const fraction = z.number().min(0).max(1);
const count = z.int().min(0);
const scores = z.object({
  precision: fraction,
  recall: fraction,
  f1: fraction,
  gold: count,
  predicted: count,
  correct: count,
});

const cellFile = z.object({
  key: z.string(),
  result: z.object({
    arm: z.string(),
    seed: z.int().optional(),
    shots: z.array(z.string()),
    synthetic: count,
    llm: z.object({ wanted: count, kept: count }).optional(),
    scores: z.object({ strict: scores, labels: z.record(z.string(), scores) }),
    seconds: z.number(),
  }),
});

/**
 * Keeps each cell in a folder of its own name: `result.json`, the made sentences, the test
 * sentences as tagged. A cell counts as found only where `keyOf` gives the key it was kept under.
 */
export function folderStore(folder: string, keyOf: (cell: Cell) => string): CellStore {
  const pathOf = (cell: Cell, file: string): string => join(folder, 'cells', nameOf(cell), file);
  return {
    find: async (cell) => {
      const path = pathOf(cell, 'result.json');
      if (!existsSync(path)) return undefined;
      const parsed = cellFile.safeParse(await readJson(path));
      if (!parsed.success || parsed.data.key !== keyOf(cell)) return undefined;
      const { result } = parsed.data;
      return { ...result, seed: result.seed, llm: result.llm } satisfies CellResult;
    },
    keep: async (cell, { result, few, synthetic, tagged }: CellOutcome) => {
      if (few.length > 0) await writeCorpus(pathOf(cell, 'few.jsonl'), few);
      if (synthetic.length > 0) await writeCorpus(pathOf(cell, 'synthetic.jsonl'), synthetic);
      await writeCorpus(pathOf(cell, 'predicted.jsonl'), tagged);
      await writeFileAtomic(
        pathOf(cell, 'result.json'),
        `${JSON.stringify({ key: keyOf(cell), result }, null, 2)}\n`,
      );
    },
  };
}

/** The hash of a value's JSON. */
export function hashOf(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex');
}

/** The SHA-256 of a file's content; of a folder's files `names`, together. */
export async function contentHash(path: string, names: readonly string[] = []): Promise<string> {
  try {
    if (!statSync(path).isDirectory()) return await fileHash(path);
    const present = names.map((name) => join(path, name)).filter((file) => existsSync(file));
    const hashes: string[] = [];
    for (const file of present) hashes.push(await fileHash(file));
    return hashOf(hashes);
  } catch (cause) {
    throw asFileError(cause, path);
  }
}

async function fileHash(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}

function nameOf({ arm, seed }: Cell): string {
  const safe = arm.name.replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-|-$/g, '');
  const distinct = `${safe}-${hashOf(arm).slice(0, 6)}`;
  return seed === undefined ? distinct : `${distinct}-seed-${seed}`;
}
