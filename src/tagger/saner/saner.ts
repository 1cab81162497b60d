import { ATTENTION_MASK, attentionBias, idsOf } from '../../encoder/attention-inputs.js';
import type { EncoderInput } from '../../encoder/encoder.js';
import { dense, drawWeights, matrix, norm, table, type WeightPlan } from '../../encoder/weight-plan.js';
import {
  CHARACTER_INPUTS,
  CHARACTER_TABLES,
  wordFeatures,
  wordFeatureWidth,
  wordVectorInputs,
} from '../../encoder/word-features.js';
import { mul } from '../../tensor/ops/arithmetic.js';
import { toFloat, unsqueeze } from '../../tensor/ops/gather.js';
import { concatLast } from '../../tensor/ops/layout.js';
import { linear } from '../../tensor/ops/product.js';
import type { Tensor } from '../../tensor/tensor.js';
import type { Parameters } from '../../tensor/train/parameters.js';
import type { Scope } from '../../tensor/train/scope.js';
import { type AdaptedSizes, adaptedLayer } from './adapted-layer.js';
import { gatedFusion, semanticMemory } from './semantic-memory.js';
import type { SanerConfig } from './settings.js';

/** What it reads of each word. */
export function sanerInputs({ features, dimensions, neighbours }: SanerConfig): EncoderInput[] {
  const contextual: EncoderInput = { name: 'features', type: 'float32', width: features };
  return [
    ...wordVectorInputs(dimensions),
    ...(features > 0 ? [contextual] : CHARACTER_INPUTS),
    { name: 'neighbour_ids', type: 'int64', width: neighbours },
    { name: 'neighbour_mask', type: 'float32', width: neighbours },
    ATTENTION_MASK,
  ];
}

/**
 * SANER (Nie et al. 2020) up to its tags: fixed vectors of each word, layers of the adapted Transformer, the memory of
 * each word's neighbours and its fusion with the context.
 *
 * @returns batch×length×2·width.
 */
export function saner(scope: Scope, config: SanerConfig, inputs: Readonly<Record<string, Tensor>>): Tensor {
  const { width, layers, memory: rows, memoryDropout, fusionDropout } = config;
  const mask = inputs.attention_mask as Tensor;
  const bias = attentionBias(mask);
  const projection = scope.weight('saner.projection.weight', [width, inputWidth(config)]);
  const words = droppedWords(scope, config, inputs);
  let context = linear(words, projection, scope.weight('saner.projection.bias', [width]));
  for (let layer = 0; layer < layers; layer++) {
    context = adaptedLayer(scope, layerSizes(config), `saner.encoder.layer.${layer}`, context, bias);
  }
  const neighbours = { ids: idsOf(inputs, 'neighbour_ids'), mask: inputs.neighbour_mask as Tensor, rows };
  const memory = semanticMemory(scope, 'saner.memory', context, neighbours);
  const fused = gatedFusion(scope, 'saner.fusion', context, scope.dropout(memory, memoryDropout));
  return scope.dropout(fused, fusionDropout);
}

/** What goes in, some words and some numbers of the others left out. */
function droppedWords(scope: Scope, config: SanerConfig, inputs: Readonly<Record<string, Tensor>>): Tensor {
  const { features, dimensions, embeddingDropout, wordDropout } = config;
  const words =
    features > 0
      ? concatLast([inputs.word_vectors as Tensor, inputs.features as Tensor])
      : wordFeatures(scope, inputs, dimensions);
  const present = toFloat(unsqueeze(inputs.attention_mask as Tensor, [2]));
  return mul(scope.dropout(words, embeddingDropout), scope.dropout(present, wordDropout));
}

function inputWidth({ features, dimensions }: SanerConfig): number {
  return features > 0 ? dimensions + features : wordFeatureWidth(dimensions);
}

function layerSizes({ width, heads, intermediate, transformerDropout }: SanerConfig): AdaptedSizes {
  return {
    hidden: width,
    heads,
    intermediate,
    dropout: transformerDropout,
    hiddenDropout: transformerDropout,
  };
}

/** Fresh weights: Glorot's deviation for layers, a normal one for the memory, 1 and 0 for normalisation. */
export function freshSaner(config: SanerConfig, seed: number): Parameters {
  const { width, layers, features, memory } = config;
  const plan = [
    ...(features > 0 ? [] : CHARACTER_TABLES),
    ...dense('saner.projection', width, inputWidth(config)),
    ...Array.from({ length: layers }, (_, layer) => layerPlan(`saner.encoder.layer.${layer}`, config)).flat(),
    table('saner.memory', memory, width, 1),
    ...dense('saner.fusion', width, width).slice(1),
    matrix('saner.fusion.context', width, width),
    matrix('saner.fusion.memory', width, width),
  ];
  return drawWeights(plan, seed);
}

function layerPlan(name: string, { width, heads, intermediate }: SanerConfig): WeightPlan[] {
  const half = width / heads / 2;
  const places = ['u.sine', 'u.cosine', 'v.sine', 'v.cosine'].map((part) => ({
    ...matrix('', heads, half),
    name: `${name}.attention.${part}.bias`,
  }));
  return [
    matrix(`${name}.attention.query.sine`, width / 2, width),
    matrix(`${name}.attention.query.cosine`, width / 2, width),
    ...places,
    matrix(`${name}.attention.value`, width, width),
    ...norm(`${name}.attention.LayerNorm`, width),
    ...dense(`${name}.intermediate`, intermediate, width),
    ...dense(`${name}.output`, width, intermediate),
    ...norm(`${name}.LayerNorm`, width),
  ];
}
