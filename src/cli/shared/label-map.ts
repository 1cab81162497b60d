import { z } from 'zod';
import { HilgenError } from '../../base/errors.js';
import { readJson } from '../../base/files.js';

const names = z.array(z.string());
const byName = z.record(z.string(), z.int().min(0));
const byNumber = z.record(z.string().regex(/^\d+$/), z.string());

/**
 * The names of numbered tags, in order, from JSON: a list, `{"O": 0, …}`, `{"0": "O", …}`, or the `dataset_info.json`
 * of a Hugging Face data set.
 *
 * @throws HilgenError `input` where none of these is found.
 */
export async function readLabelMap(path: string): Promise<string[]> {
  const value = await readJson(path);
  const found = asList(value) ?? namesWithin(value);
  if (found !== undefined) return found;
  throw new HilgenError('input', {
    where: path,
    what: 'no names of tags in this file',
    hint: 'A JSON list in order of the numbers: ["O", "B-Disease", "I-Disease"]',
  });
}

function asList(value: unknown): string[] | undefined {
  const list = names.safeParse(value);
  if (list.success) return list.data;
  const named = byName.safeParse(value);
  if (named.success) return inOrder(Object.entries(named.data).map(([name, number]) => [number, name]));
  const numbered = byNumber.safeParse(value);
  if (numbered.success)
    return inOrder(Object.entries(numbered.data).map(([number, name]) => [Number(number), name]));
  return undefined;
}

function inOrder(pairs: readonly (readonly [number, string])[]): string[] | undefined {
  const list = [...pairs].sort(([a], [b]) => a - b).map(([, name]) => name);
  return pairs.length > 0 && pairs.every(([number]) => number < pairs.length) ? list : undefined;
}

/** The first list of names under a key `names`, anywhere in the value. */
function namesWithin(value: unknown, depth = 0): string[] | undefined {
  if (typeof value !== 'object' || value === null || depth > 12) return undefined;
  const list = names.safeParse((value as Record<string, unknown>).names);
  if (list.success) return list.data;
  for (const inner of Object.values(value)) {
    const found = namesWithin(inner, depth + 1);
    if (found !== undefined) return found;
  }
  return undefined;
}
