import { z } from 'zod';
import type { BertConfig } from '../bert-config.js';

/** A count of at least 1. */
export const size = z.int().positive();

/** A dropout rate. */
export const rate = z.number().min(0).max(0.99);

/** The fields of `config.json` as BERT names them; absent ones are those of transformers. */
export const bertKeys = z.object({
  vocab_size: size,
  hidden_size: size,
  num_hidden_layers: size,
  num_attention_heads: size,
  intermediate_size: size,
  max_position_embeddings: size,
  type_vocab_size: size.default(2),
  layer_norm_eps: z.number().positive().default(1e-12),
  hidden_act: z.literal('gelu').default('gelu'),
  position_embedding_type: z.literal('absolute').default('absolute'),
  is_decoder: z.literal(false).default(false),
  hidden_dropout_prob: rate.default(0.1),
  attention_probs_dropout_prob: rate.default(0.1),
  classifier_dropout: rate.nullish(),
});

/** The sizes in fields of BERT's names. */
export function fromBertKeys(found: z.infer<typeof bertKeys>): BertConfig {
  return {
    vocabulary: found.vocab_size,
    hidden: found.hidden_size,
    embedding: found.hidden_size,
    layers: found.num_hidden_layers,
    heads: found.num_attention_heads,
    intermediate: found.intermediate_size,
    positions: found.max_position_embeddings,
    positionOffset: 0,
    types: found.type_vocab_size,
    epsilon: found.layer_norm_eps,
    hiddenDropout: found.hidden_dropout_prob,
    attentionDropout: found.attention_probs_dropout_prob,
    classifierDropout: found.classifier_dropout ?? found.hidden_dropout_prob,
  };
}
