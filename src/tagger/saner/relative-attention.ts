import { softmax } from '../../tensor/ops/activation.js';
import { add, mul, sub } from '../../tensor/ops/arithmetic.js';
import { concatLast, reshape, swapLast, transpose } from '../../tensor/ops/layout.js';
import { linear, matmul } from '../../tensor/ops/product.js';
import type { Dim } from '../../tensor/shape.js';
import type { Tensor } from '../../tensor/tensor.js';
import type { Scope } from '../../tensor/train/scope.js';
import { type Sinusoids, sinusoidsAlong } from './sinusoids.js';

export interface AttentionSizes {
  /** Width of what goes in and comes out: a multiple of twice the heads. */
  readonly hidden: number;
  readonly heads: number;
  /** Dropout rate of the attention weights. */
  readonly dropout: number;
}

/** A vector of each head and place in two halves: one meets sines, the other cosines. */
interface Halves {
  readonly sine: Tensor;
  readonly cosine: Tensor;
}

/**
 * Direction- and distance-aware attention without scaling (TENER, Yan et al. 2019, section 3.2): place t looks at j by
 * Q_t·K_j + Q_t·R_{t−j} + u·K_j + v·R_{t−j}, where R_{t−j} holds sines and cosines of the signed distance and keys are
 * the inputs themselves.
 *
 * @param x batch×length×hidden.
 * @param bias Added to the scores: 0 where a place counts, very negative where it is padding.
 */
export function relativeAttention(
  scope: Scope,
  sizes: AttentionSizes,
  name: string,
  x: Tensor,
  bias: Tensor,
): Tensor {
  const [batch, length] = x.shape as [Dim, Dim];
  const { heads, hidden } = sizes;
  const width = hidden / heads;
  const byHead = (y: Tensor): Tensor =>
    transpose(reshape(y, [batch, length, heads, (y.shape[2] as number) / heads]), [0, 2, 1, 3]);
  const project = (part: string, out: number): Tensor =>
    byHead(linear(x, scope.weight(`${name}.${part}.weight`, [out, hidden])));
  const query = { sine: project('query.sine', hidden / 2), cosine: project('query.cosine', hidden / 2) };
  const content = matmul(shifted(scope, sizes, `${name}.u`, query), swapLast(byHead(x)));
  const place = placeScores(scope, sizes, name, query, sinusoidsAlong(x, width));
  const weights = scope.dropout(softmax(add(add(content, place), bias)), sizes.dropout);
  const context = matmul(weights, project('value', hidden));
  return reshape(transpose(context, [0, 2, 1, 3]), [batch, length, hidden]);
}

/**
 * (Q_t + v)·R_{t−j} for all t and j at once. As sin(a−b) and cos(a−b) are sums of products, this is the query turned by
 * t against sines and cosines of j: no array of distances is made.
 */
function placeScores(
  scope: Scope,
  sizes: AttentionSizes,
  name: string,
  query: Halves,
  { sine, cosine }: Sinusoids,
): Tensor {
  const a = add(query.sine, halfBias(scope, sizes, `${name}.v.sine`));
  const b = add(query.cosine, halfBias(scope, sizes, `${name}.v.cosine`));
  const againstCosine = add(mul(a, sine), mul(b, cosine));
  const againstSine = sub(mul(b, sine), mul(a, cosine));
  return matmul(concatLast([againstCosine, againstSine]), swapLast(concatLast([cosine, sine])));
}

/** Queries plus a vector of each head, the halves side by side. */
function shifted(scope: Scope, sizes: AttentionSizes, name: string, { sine, cosine }: Halves): Tensor {
  return concatLast([
    add(sine, halfBias(scope, sizes, `${name}.sine`)),
    add(cosine, halfBias(scope, sizes, `${name}.cosine`)),
  ]);
}

/** heads×1×half of a head's width. */
function halfBias(scope: Scope, { heads, hidden }: AttentionSizes, name: string): Tensor {
  const half = hidden / heads / 2;
  return reshape(scope.weight(`${name}.bias`, [heads, half]), [heads, 1, half]);
}
