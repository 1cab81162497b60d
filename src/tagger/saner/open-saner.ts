import { join } from 'node:path';
import { z } from 'zod';
import { HilgenError } from '../../base/errors.js';
import { readJson } from '../../base/files.js';
import { loadBertEncoder } from '../../encoder/bert-encoder.js';
import type { Encoder } from '../../encoder/encoder.js';
import { sharedWordVectors } from '../../encoder/shared-word-vectors.js';
import { ContextualFeatures } from './contextual-features.js';
import { NeighbourMemory } from './neighbour-memory.js';
import { ENCODER_FOLDER, MEMORY_FILE, MODEL_TYPE, sanerEncoder } from './saner-encoder.js';
import { sanerConfig } from './settings.js';

const savedConfig = sanerConfig.extend({ model_type: z.literal(MODEL_TYPE) });

/**
 * Opens the SANER of a saved tagger.
 *
 * @throws HilgenError `missing` where no word vectors are installed; `input` where its files do not fit each other.
 */
export async function openSaner(folder: string): Promise<Encoder> {
  const { model_type: _, ...config } = await read(join(folder, 'config.json'), savedConfig);
  const words = await read(join(folder, MEMORY_FILE), z.array(z.string()));
  const vectors = await sharedWordVectors();
  const memory = new NeighbourMemory(words, vectors, config.neighbours);
  if (vectors.dimensions !== config.dimensions) {
    const what = `trained on word vectors of ${config.dimensions} dimensions, those installed have ${vectors.dimensions}`;
    throw new HilgenError('input', { where: folder, what });
  }
  if (memory.rows !== config.memory) {
    const what = `${memory.rows} rows of memory where config.json says ${config.memory}`;
    throw new HilgenError('input', { where: join(folder, MEMORY_FILE), what });
  }
  const features =
    config.features === 0
      ? undefined
      : new ContextualFeatures(await loadBertEncoder(join(folder, ENCODER_FOLDER)), config.featureLayers);
  return sanerEncoder({ config, vectors, memory, features });
}

async function read<T>(path: string, schema: z.ZodType<T>): Promise<T> {
  const parsed = schema.safeParse(await readJson(path));
  if (parsed.success) return parsed.data;
  throw new HilgenError('input', { where: path, what: 'not that of a model of kind dann' });
}
