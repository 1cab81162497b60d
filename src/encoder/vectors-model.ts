import { add } from '../tensor/ops/arithmetic.js';
import { layerNorm } from '../tensor/ops/layer-norm.js';
import { linear } from '../tensor/ops/product.js';
import type { Tensor } from '../tensor/tensor.js';
import type { Parameters } from '../tensor/train/parameters.js';
import type { Scope } from '../tensor/train/scope.js';
import { attentionBias, positionIds } from './attention-inputs.js';
import { encoderLayer } from './bert.js';
import type { LayerConfig } from './bert-config.js';
import { dense, drawWeights, norm, table, type WeightPlan } from './weight-plan.js';
import { CHARACTER_TABLES, wordFeatures, wordFeatureWidth } from './word-features.js';

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
  const weight = scope.weight('vectors.projection.weight', [width, wordFeatureWidth(dimensions)]);
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

/** Fresh weights: Glorot's deviation for layers, small ones for tables, 1 and 0 for normalisation. */
export function freshVectorsWeights(dimensions: number, seed: number): Parameters {
  const { hidden } = VECTORS_LAYER;
  const plan = [
    ...CHARACTER_TABLES,
    table('vectors.positions', VECTORS_POSITIONS, hidden, 0.02),
    ...dense('vectors.projection', hidden, wordFeatureWidth(dimensions)),
    ...norm('vectors.LayerNorm', hidden),
    ...Array.from({ length: LAYERS }, (_, layer) => layerPlan(`vectors.encoder.layer.${layer}`)).flat(),
  ];
  return drawWeights(plan, seed);
}

function layerPlan(name: string): WeightPlan[] {
  const { hidden, intermediate } = VECTORS_LAYER;
  return [
    ...['query', 'key', 'value'].flatMap((part) => dense(`${name}.attention.self.${part}`, hidden, hidden)),
    ...dense(`${name}.attention.output.dense`, hidden, hidden),
    ...norm(`${name}.attention.output.LayerNorm`, hidden),
    ...dense(`${name}.intermediate.dense`, intermediate, hidden),
    ...dense(`${name}.output.dense`, hidden, intermediate),
    ...norm(`${name}.output.LayerNorm`, hidden),
  ];
}
