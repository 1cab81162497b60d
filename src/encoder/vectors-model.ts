import { random } from '../base/random.js';
import { add, mul } from '../tensor/ops/arithmetic.js';
import { layerNorm } from '../tensor/ops/layer-norm.js';
import { concatLast, reshape } from '../tensor/ops/layout.js';
import { linear } from '../tensor/ops/product.js';
import { reduceSum } from '../tensor/ops/reduce.js';
import type { Dim } from '../tensor/shape.js';
import { scalar, type Tensor } from '../tensor/tensor.js';
import { type Parameters, zeros } from '../tensor/train/parameters.js';
import type { Ids, Scope } from '../tensor/train/scope.js';
import { attentionBias, idsOf, positionIds } from './attention-inputs.js';
import { encoderLayer } from './bert.js';
import type { LayerConfig } from './bert-config.js';
import { CASING_CLASSES, NGRAM_BUCKETS, NGRAMS_PER_WORD } from './character-features.js';

/** Its Transformer layers. */
export const VECTORS_LAYER: LayerConfig = {
  hidden: 128,
  heads: 4,
  intermediate: 256,
  epsilon: 1e-12,
  hiddenDropout: 0.1,
  attentionDropout: 0.1,
};
const LAYERS = 2;
/** Longest input, in words. */
export const VECTORS_POSITIONS = 256;
const NGRAM_WIDTH = 48;
const CASING_WIDTH = 16;
const FEATURE_DROPOUT = 0.3;

/** Vectors of each word in its context (batch×length×hidden): features, projected, then a small Transformer. */
export function vectorsModel(
  scope: Scope,
  inputs: Readonly<Record<string, Tensor>>,
  dimensions: number,
): Tensor {
  const { hidden: width, epsilon } = VECTORS_LAYER;
  const mask = inputs.attention_mask as Tensor;
  const features = scope.dropout(wordFeatures(scope, inputs, dimensions), FEATURE_DROPOUT);
  const weight = scope.weight('vectors.projection.weight', [width, featureWidth(dimensions)]);
  const projected = linear(features, weight, scope.weight('vectors.projection.bias', [width]));
  const table = [VECTORS_POSITIONS, width] as const;
  const placed = add(projected, scope.embed('vectors.positions.weight', table, positionIds(mask)));
  const norm = (part: string): Tensor => scope.weight(`vectors.LayerNorm.${part}`, [width]);
  let hidden = layerNorm(placed, norm('weight'), norm('bias'), epsilon);
  const bias = attentionBias(mask);
  for (let layer = 0; layer < LAYERS; layer++) {
    hidden = encoderLayer(scope, VECTORS_LAYER, `vectors.encoder.layer.${layer}`, hidden, bias);
  }
  return hidden;
}

/** Word vector, summed n-grams and casing side by side: batch×length×`featureWidth`. */
function wordFeatures(scope: Scope, inputs: Readonly<Record<string, Tensor>>, dimensions: number): Tensor {
  const ids = (name: string): Ids => idsOf(inputs, name);
  const ngrams = scope.embed('vectors.ngrams.weight', [NGRAM_BUCKETS, NGRAM_WIDTH], ids('ngram_ids'));
  const casing = scope.embed('vectors.casing.weight', [CASING_CLASSES, CASING_WIDTH], ids('casing_ids'));
  const [batch, length] = casing.shape as [Dim, Dim];
  const sum = reshape(reduceSum(ngrams, [2]), [batch, length, NGRAM_WIDTH]);
  const vectors = dimensions === 0 ? [] : [inputs.word_vectors as Tensor];
  return concatLast([...vectors, mul(sum, scalar(NGRAMS_PER_WORD ** -0.5)), casing]);
}

function featureWidth(dimensions: number): number {
  return dimensions + NGRAM_WIDTH + CASING_WIDTH;
}

/** Fresh weights: Glorot's deviation for layers, small ones for tables, 1 and 0 for normalisation. */
export function freshVectorsWeights(dimensions: number, seed: number): Parameters {
  const parameters: Parameters = new Map();
  for (const { name, shape, deviation, mean } of weightPlan(dimensions)) {
    const { data } = zeros(shape);
    const draws = random(seed, name);
    for (let at = 0; at < data.length; at++)
      data[at] = mean + (deviation > 0 ? deviation * draws.normal() : 0);
    parameters.set(name, { shape, data });
  }
  return parameters;
}

interface WeightPlan {
  readonly name: string;
  readonly shape: readonly number[];
  readonly mean: number;
  readonly deviation: number;
}

function weightPlan(dimensions: number): WeightPlan[] {
  const { hidden } = VECTORS_LAYER;
  return [
    table('vectors.ngrams', NGRAM_BUCKETS, NGRAM_WIDTH, 0.1),
    table('vectors.casing', CASING_CLASSES, CASING_WIDTH, 0.1),
    table('vectors.positions', VECTORS_POSITIONS, hidden, 0.02),
    ...dense('vectors.projection', hidden, featureWidth(dimensions)),
    ...norm('vectors.LayerNorm'),
    ...Array.from({ length: LAYERS }, (_, layer) => layerPlan(`vectors.encoder.layer.${layer}`)).flat(),
  ];
}

function layerPlan(name: string): WeightPlan[] {
  const { hidden, intermediate } = VECTORS_LAYER;
  return [
    ...['query', 'key', 'value'].flatMap((part) => dense(`${name}.attention.self.${part}`, hidden, hidden)),
    ...dense(`${name}.attention.output.dense`, hidden, hidden),
    ...norm(`${name}.attention.output.LayerNorm`),
    ...dense(`${name}.intermediate.dense`, intermediate, hidden),
    ...dense(`${name}.output.dense`, hidden, intermediate),
    ...norm(`${name}.output.LayerNorm`),
  ];
}

function table(name: string, rows: number, width: number, deviation: number): WeightPlan {
  return { name: `${name}.weight`, shape: [rows, width], mean: 0, deviation };
}

function dense(name: string, out: number, inner: number): WeightPlan[] {
  return [table(name, out, inner, Math.sqrt(2 / (out + inner))), constantPlan(`${name}.bias`, out, 0)];
}

function norm(name: string): WeightPlan[] {
  const { hidden } = VECTORS_LAYER;
  return [constantPlan(`${name}.weight`, hidden, 1), constantPlan(`${name}.bias`, hidden, 0)];
}

function constantPlan(name: string, width: number, mean: number): WeightPlan {
  return { name, shape: [width], mean, deviation: 0 };
}
