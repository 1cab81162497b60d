import { gelu, softmax } from '../tensor/ops/activation.js';
import { add, mul } from '../tensor/ops/arithmetic.js';
import { layerNorm } from '../tensor/ops/layer-norm.js';
import { reshape, transpose } from '../tensor/ops/layout.js';
import { linear, matmul } from '../tensor/ops/product.js';
import type { Dim } from '../tensor/shape.js';
import { scalar, type Tensor } from '../tensor/tensor.js';
import type { Ids, Scope } from '../tensor/train/scope.js';
import type { BertConfig, LayerConfig } from './bert-config.js';

/** What an encoder reads: row numbers of its tables, and what is added to attention scores. */
export interface BertInputs {
  /** batch×length. */
  readonly words: Ids;
  /** length. */
  readonly positions: Ids;
  /** batch×length, or 1 where all are of one type; needed where the configuration has types. */
  readonly types?: Ids;
  /** batch×1×1×length: 0 where a position counts, very negative where it is padding. */
  readonly attentionBias: Tensor;
}

/**
 * The states of BERT (Devlin et al. 2019) and its relatives, each batch×length×hidden: its embeddings, then what each
 * layer makes of them. Weights have BERT's names whatever the family.
 */
export function bertStates(scope: Scope, config: BertConfig, inputs: BertInputs): Tensor[] {
  const states = [embeddings(scope, config, inputs)];
  for (let layer = 0; layer < config.layers; layer++) {
    const below = states[layer] as Tensor;
    states.push(encoderLayer(scope, config, `bert.encoder.layer.${layer}`, below, inputs.attentionBias));
  }
  return states;
}

function embeddings(scope: Scope, config: BertConfig, { words, positions, types }: BertInputs): Tensor {
  const table = (name: string, rows: number, ids: Ids): Tensor =>
    scope.embed(`bert.embeddings.${name}_embeddings.weight`, [rows, config.embedding], ids);
  let sum = table('word', config.vocabulary, words);
  if (types !== undefined) sum = add(sum, table('token_type', config.types, types));
  sum = add(sum, table('position', config.positions, positions));
  const normal = normalise(scope, config, 'bert.embeddings.LayerNorm', sum);
  const dropped = scope.dropout(normal, config.hiddenDropout);
  if (config.embedding === config.hidden) return dropped;
  return dense(scope, 'bert.embeddings_project', dropped, config.hidden);
}

/** One Transformer layer, normalised after each residual sum; weights are named under `name`. */
export function encoderLayer(
  scope: Scope,
  config: LayerConfig,
  name: string,
  x: Tensor,
  bias: Tensor,
): Tensor {
  const attended = dense(
    scope,
    `${name}.attention.output.dense`,
    attention(scope, config, name, x, bias),
    config.hidden,
  );
  const { hiddenDropout, attendedDropout = hiddenDropout } = config;
  const kept = scope.dropout(attended, attendedDropout);
  const middle = normalise(scope, config, `${name}.attention.output.LayerNorm`, add(kept, x));
  const widened = gelu(dense(scope, `${name}.intermediate.dense`, middle, config.intermediate));
  const narrowed = dense(scope, `${name}.output.dense`, widened, config.hidden);
  const rest = scope.dropout(narrowed, hiddenDropout);
  return normalise(scope, config, `${name}.output.LayerNorm`, add(rest, middle));
}

/** Scaled dot-product attention over `heads` heads (Vaswani et al. 2017), before its output layer. */
function attention(scope: Scope, config: LayerConfig, name: string, x: Tensor, bias: Tensor): Tensor {
  const [batch, length] = x.shape as [Dim, Dim];
  const { heads, hidden } = config;
  const width = hidden / heads;
  const project = (part: string): Tensor =>
    reshape(dense(scope, `${name}.attention.self.${part}`, x, hidden), [batch, length, heads, width]);
  const query = transpose(mul(project('query'), scalar(1 / Math.sqrt(width))), [0, 2, 1, 3]);
  const key = transpose(project('key'), [0, 2, 3, 1]);
  const value = transpose(project('value'), [0, 2, 1, 3]);
  const weights = softmax(add(matmul(query, key), bias));
  const context = matmul(scope.dropout(weights, config.attentionDropout), value);
  return reshape(transpose(context, [0, 2, 1, 3]), [batch, length, hidden]);
}

function normalise(scope: Scope, config: LayerConfig, name: string, x: Tensor): Tensor {
  const weight = (part: string): Tensor => scope.weight(`${name}.${part}`, [x.shape.at(-1) as number]);
  return layerNorm(x, weight('weight'), weight('bias'), config.epsilon);
}

function dense(scope: Scope, name: string, x: Tensor, width: number): Tensor {
  const weight = scope.weight(`${name}.weight`, [width, x.shape.at(-1) as number]);
  return linear(x, weight, scope.weight(`${name}.bias`, [width]));
}
