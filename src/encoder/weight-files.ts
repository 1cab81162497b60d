import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { z } from 'zod';
import { HilgenError } from '../base/errors.js';
import { readJson } from '../base/files.js';
import type { Parameters } from '../tensor/train/parameters.js';
import { readSafetensors } from './safetensors.js';
import { readTorchFile } from './torch/torch-file.js';

/** The weights of a Hugging Face folder and the file that they come from. */
export interface FolderWeights {
  readonly path: string;
  readonly weights: Parameters;
}

/** A way of storing weights: one file, or shards that an index lists. */
export interface WeightLayout {
  readonly file: string;
  readonly isIndex: boolean;
  read(path: string): Promise<Parameters>;
}

/** Where weights are looked for, the best first. */
export const WEIGHT_LAYOUTS: readonly WeightLayout[] = [
  { file: 'model.safetensors', isIndex: false, read: readSafetensors },
  { file: 'model.safetensors.index.json', isIndex: true, read: readSafetensors },
  { file: 'pytorch_model.bin', isIndex: false, read: readTorchFile },
  { file: 'pytorch_model.bin.index.json', isIndex: true, read: readTorchFile },
];

const indexSchema = z.object({ weight_map: z.record(z.string(), z.string()) });

/**
 * Reads the weights of a Hugging Face folder: safetensors or what `torch.save` wrote, whole or sharded.
 *
 * @throws HilgenError `input` where there are none, or they are damaged.
 */
export async function readWeights(folder: string): Promise<FolderWeights> {
  const layout = WEIGHT_LAYOUTS.find(({ file }) => existsSync(join(folder, file)));
  if (layout === undefined) {
    throw new HilgenError('input', {
      where: folder,
      what: `no weights are in this folder: none of ${WEIGHT_LAYOUTS.map(({ file }) => file).join(', ')}`,
      hint: 'Fetch the model from the Hugging Face hub, or save it with transformers (save_pretrained).',
    });
  }
  const path = join(folder, layout.file);
  if (!layout.isIndex) return { path, weights: await layout.read(path) };
  const weights: Parameters = new Map();
  for (const shard of shardsOf(await readJson(path), path)) {
    for (const [name, parameter] of await layout.read(join(folder, shard))) weights.set(name, parameter);
  }
  return { path, weights };
}

/**
 * The names of the files that an index lists.
 *
 * @throws HilgenError `input` where it is no index, or leads out of its folder.
 */
export function shardsOf(index: unknown, path: string): string[] {
  const parsed = indexSchema.safeParse(index);
  if (!parsed.success) {
    throw new HilgenError('input', { where: path, what: 'not an index of weights: it has no "weight_map"' });
  }
  const shards = [...new Set(Object.values(parsed.data.weight_map))];
  const outside = shards.find((shard) => basename(shard) !== shard || shard.includes('\\') || shard === '..');
  if (outside === undefined) return shards;
  throw new HilgenError('input', { where: path, what: `it leads out of its folder: "${outside}"` });
}
