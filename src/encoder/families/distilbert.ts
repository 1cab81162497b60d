import { z } from 'zod';
import type { BertConfig } from '../bert-config.js';
import { rate, size } from './bert-keys.js';
import type { Family } from './family.js';

const distilbertKeys = z.object({
  vocab_size: size,
  dim: size,
  n_layers: size,
  n_heads: size,
  hidden_dim: size,
  max_position_embeddings: size,
  activation: z.literal('gelu').default('gelu'),
  dropout: rate.default(0.1),
  attention_dropout: rate.default(0.1),
});

/** BERT's names within a layer, and DistilBERT's. */
const LAYER_NAMES: readonly (readonly [bert: string, own: string])[] = [
  ['attention.self.query', 'attention.q_lin'],
  ['attention.self.key', 'attention.k_lin'],
  ['attention.self.value', 'attention.v_lin'],
  ['attention.output.dense', 'attention.out_lin'],
  ['attention.output.LayerNorm', 'sa_layer_norm'],
  ['intermediate.dense', 'ffn.lin1'],
  ['output.dense', 'ffn.lin2'],
  ['output.LayerNorm', 'output_layer_norm'],
];

/** DistilBERT (Sanh et al. 2019): BERT without token types, and without dropout of what attention gives. */
export const distilbertFamily: Family = {
  modelType: 'distilbert',
  classPrefix: 'DistilBert',
  prefix: 'distilbert.',
  config: distilbertKeys.transform(sizes),
  feedsTypes: false,
  nameOf,
  tiedWords: ['vocab_projector.weight'],
};

function nameOf(bertName: string): string {
  const layer = /^encoder\.layer\.(\d+)\.(.+)\.(weight|bias)$/.exec(bertName);
  if (layer === null) return bertName;
  const [, number, part, kind] = layer;
  const own = LAYER_NAMES.find(([bert]) => bert === part)?.[1] ?? part;
  return `transformer.layer.${number}.${own}.${kind}`;
}

function sizes(found: z.infer<typeof distilbertKeys>): BertConfig {
  return {
    vocabulary: found.vocab_size,
    hidden: found.dim,
    embedding: found.dim,
    layers: found.n_layers,
    heads: found.n_heads,
    intermediate: found.hidden_dim,
    positions: found.max_position_embeddings,
    positionOffset: 0,
    types: 0,
    epsilon: 1e-12,
    hiddenDropout: found.dropout,
    attentionDropout: found.attention_dropout,
    attendedDropout: 0,
    classifierDropout: found.dropout,
  };
}
