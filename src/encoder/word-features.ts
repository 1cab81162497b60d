import { mul } from '../tensor/ops/arithmetic.js';
import { concatLast, reshape } from '../tensor/ops/layout.js';
import { reduceSum } from '../tensor/ops/reduce.js';
import type { Dim } from '../tensor/shape.js';
import { scalar, type Tensor } from '../tensor/tensor.js';
import type { Ids, Scope } from '../tensor/train/scope.js';
import { idsOf } from './attention-inputs.js';
import {
  CASING_CLASSES,
  casingClass,
  NGRAM_BUCKETS,
  NGRAMS_PER_WORD,
  ngramBuckets,
} from './character-features.js';
import type { EncoderInput, Window } from './encoder.js';
import { table, type WeightPlan } from './weight-plan.js';
import type { WordVectors } from './word-vectors.js';

const NGRAM_WIDTH = 48;
const CASING_WIDTH = 16;
const NGRAM_TABLE = 'vectors.ngrams';
const CASING_TABLE = 'vectors.casing';

/** The inputs that hold a word's static vector, if vectors have any dimensions. */
export function wordVectorInputs(dimensions: number): EncoderInput[] {
  return dimensions === 0 ? [] : [{ name: 'word_vectors', type: 'float32', width: dimensions }];
}

/** The inputs that hold a word's characters. */
export const CHARACTER_INPUTS: readonly EncoderInput[] = [
  { name: 'ngram_ids', type: 'int64', width: NGRAMS_PER_WORD },
  { name: 'casing_ids', type: 'int64', width: 1 },
];

/** Static vectors of words, zeros for those without. */
export function wordVectorColumns(
  words: readonly string[],
  vectors: WordVectors | undefined,
): Window['columns'] {
  const matrix = new Float32Array(words.length * (vectors?.dimensions ?? 0));
  for (const [at, word] of words.entries()) {
    const vector = vectors?.vector(word);
    if (vector !== undefined) matrix.set(vector, at * vector.length);
  }
  return { word_vectors: matrix };
}

/** Hashed n-grams and casing of words. */
export function characterColumns(words: readonly string[]): Window['columns'] {
  const ngrams = new Array<number>(words.length * NGRAMS_PER_WORD).fill(0);
  for (const [at, word] of words.entries()) {
    ngramBuckets(word).forEach((bucket, place) => {
      ngrams[at * NGRAMS_PER_WORD + place] = bucket;
    });
  }
  return { ngram_ids: ngrams, casing_ids: words.map(casingClass) };
}

/** Word vector, summed n-grams and casing side by side: batch×length×`wordFeatureWidth`. */
export function wordFeatures(
  scope: Scope,
  inputs: Readonly<Record<string, Tensor>>,
  dimensions: number,
): Tensor {
  const ids = (name: string): Ids => idsOf(inputs, name);
  const ngrams = scope.embed(`${NGRAM_TABLE}.weight`, [NGRAM_BUCKETS, NGRAM_WIDTH], ids('ngram_ids'));
  const casing = scope.embed(`${CASING_TABLE}.weight`, [CASING_CLASSES, CASING_WIDTH], ids('casing_ids'));
  const [batch, length] = casing.shape as [Dim, Dim];
  const sum = reshape(reduceSum(ngrams, [2]), [batch, length, NGRAM_WIDTH]);
  const vectors = dimensions === 0 ? [] : [inputs.word_vectors as Tensor];
  return concatLast([...vectors, mul(sum, scalar(NGRAMS_PER_WORD ** -0.5)), casing]);
}

export function wordFeatureWidth(dimensions: number): number {
  return dimensions + NGRAM_WIDTH + CASING_WIDTH;
}

/** The tables that `wordFeatures` looks characters up in. */
export const CHARACTER_TABLES: readonly WeightPlan[] = [
  table(NGRAM_TABLE, NGRAM_BUCKETS, NGRAM_WIDTH, 0.1),
  table(CASING_TABLE, CASING_CLASSES, CASING_WIDTH, 0.1),
];
