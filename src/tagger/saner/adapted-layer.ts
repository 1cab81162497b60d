import { relu } from '../../tensor/ops/activation.js';
import { add } from '../../tensor/ops/arithmetic.js';
import { layerNorm } from '../../tensor/ops/layer-norm.js';
import { linear } from '../../tensor/ops/product.js';
import type { Tensor } from '../../tensor/tensor.js';
import type { Scope } from '../../tensor/train/scope.js';
import { type AttentionSizes, relativeAttention } from './relative-attention.js';

const EPSILON = 1e-5;

export interface AdaptedSizes extends AttentionSizes {
  /** Width between the two layers of the feed-forward part. */
  readonly intermediate: number;
  /** Dropout rate of what each part adds. */
  readonly hiddenDropout: number;
}

/**
 * One layer of the adapted Transformer (TENER, Yan et al. 2019, section 3.2): attention by relative places, then
 * max(0, xW₁ + b₁)W₂ + b₂, each added to what went in and normalised.
 *
 * @param x batch×length×hidden.
 * @param bias Added to attention scores: 0 where a place counts, very negative where it is padding.
 */
export function adaptedLayer(
  scope: Scope,
  sizes: AdaptedSizes,
  name: string,
  x: Tensor,
  bias: Tensor,
): Tensor {
  const { hidden, intermediate, hiddenDropout } = sizes;
  const attended = relativeAttention(scope, sizes, `${name}.attention`, x, bias);
  const middle = residual(scope, `${name}.attention.LayerNorm`, x, scope.dropout(attended, hiddenDropout));
  const widened = relu(dense(scope, `${name}.intermediate`, middle, [intermediate, hidden]));
  const narrowed = dense(scope, `${name}.output`, widened, [hidden, intermediate]);
  return residual(scope, `${name}.LayerNorm`, middle, scope.dropout(narrowed, hiddenDropout));
}

function residual(scope: Scope, name: string, x: Tensor, added: Tensor): Tensor {
  const weight = (part: string): Tensor => scope.weight(`${name}.${part}`, [x.shape.at(-1) as number]);
  return layerNorm(add(x, added), weight('weight'), weight('bias'), EPSILON);
}

function dense(scope: Scope, name: string, x: Tensor, shape: readonly [number, number]): Tensor {
  return linear(x, scope.weight(`${name}.weight`, shape), scope.weight(`${name}.bias`, [shape[0]]));
}
