import { z } from 'zod';
import { HilgenError } from '../base/errors.js';

/** What one Transformer layer needs to know. */
export interface LayerConfig {
  readonly hidden: number;
  readonly heads: number;
  readonly intermediate: number;
  readonly epsilon: number;
  readonly hiddenDropout: number;
  readonly attentionDropout: number;
}

/** The sizes of a BERT encoder. */
export interface BertConfig extends LayerConfig {
  readonly vocabulary: number;
  readonly layers: number;
  /** Longest input, in word pieces. */
  readonly positions: number;
  readonly types: number;
  readonly classifierDropout: number;
}

const size = z.int().positive();
const rate = z.number().min(0).max(0.99);

const configFile = z.object({
  model_type: z.literal('bert'),
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

/**
 * Reads the content of a Hugging Face `config.json`.
 *
 * @throws HilgenError `input` where a field is missing or asks for what this encoder does not do.
 */
export function bertConfig(content: unknown, file: string): BertConfig {
  const parsed = configFile.safeParse(content);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new HilgenError('input', {
      where: [file, ...(issue?.path ?? [])].join(', '),
      what: issue?.message ?? 'unreadable configuration',
      hint: 'BERT encoders with absolute positions and exact GELU are supported.',
    });
  }
  const found = parsed.data;
  if (found.hidden_size % found.num_attention_heads !== 0) {
    throw new HilgenError('input', {
      where: file,
      what: 'hidden_size is no multiple of num_attention_heads',
    });
  }
  return {
    vocabulary: found.vocab_size,
    hidden: found.hidden_size,
    layers: found.num_hidden_layers,
    heads: found.num_attention_heads,
    intermediate: found.intermediate_size,
    positions: found.max_position_embeddings,
    types: found.type_vocab_size,
    epsilon: found.layer_norm_eps,
    hiddenDropout: found.hidden_dropout_prob,
    attentionDropout: found.attention_probs_dropout_prob,
    classifierDropout: found.classifier_dropout ?? found.hidden_dropout_prob,
  };
}
