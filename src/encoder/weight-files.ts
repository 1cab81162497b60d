import { join } from 'node:path';
import type { Parameters } from '../tensor/train/parameters.js';
import { readSafetensors } from './safetensors.js';

/** The weights of a Hugging Face folder and the file that they come from. */
export interface FolderWeights {
  readonly path: string;
  readonly weights: Parameters;
}

/** Reads the weights of a Hugging Face folder. */
export async function readWeights(folder: string): Promise<FolderWeights> {
  const path = join(folder, 'model.safetensors');
  return { path, weights: await readSafetensors(path) };
}
