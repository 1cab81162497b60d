import { sigmoid, softmax } from '../../tensor/ops/activation.js';
import { add, mul, sub } from '../../tensor/ops/arithmetic.js';
import { concatLast, reshape, swapLast } from '../../tensor/ops/layout.js';
import { linear, matmul } from '../../tensor/ops/product.js';
import type { Dim } from '../../tensor/shape.js';
import { scalar, type Tensor } from '../../tensor/tensor.js';
import type { Ids, Scope } from '../../tensor/train/scope.js';

/** The words that stand near each word in a space of static vectors. */
export interface Neighbours {
  /** batch×length×count, row numbers of the memory. */
  readonly ids: Ids;
  /** batch×length×count: 1 for a neighbour, 0 for an empty place. */
  readonly mask: Tensor;
  /** Rows of the memory. */
  readonly rows: number;
}

/**
 * What the neighbours of each word add to it: their learnt vectors, weighted by how well each fits the word in its
 * sentence (SANER, Nie et al. 2020). A word without neighbours gets zeros.
 *
 * @param hidden batch×length×width, as the result.
 */
export function semanticMemory(
  scope: Scope,
  name: string,
  hidden: Tensor,
  { ids, mask, rows }: Neighbours,
): Tensor {
  const [batch, length, width] = hidden.shape as [Dim, Dim, number];
  const count = mask.shape[2] as number;
  const values = scope.embed(`${name}.weight`, [rows, width], ids);
  const query = reshape(mul(hidden, scalar(1 / Math.sqrt(width))), [batch, length, 1, width]);
  const present = reshape(mask, [batch, length, 1, count]);
  const absence = mul(sub(present, scalar(1)), scalar(1e9));
  const shares = mul(softmax(add(matmul(query, swapLast(values)), absence)), present);
  return reshape(matmul(shares, values), [batch, length, width]);
}

/**
 * Context and memory side by side, each as far as the gate g = σ(W₁h + W₂v + b) lets it through: [g·h; (1−g)·v]
 * (SANER, Nie et al. 2020).
 *
 * @returns batch×length×2·width.
 */
export function gatedFusion(scope: Scope, name: string, context: Tensor, memory: Tensor): Tensor {
  const width = context.shape.at(-1) as number;
  const weight = (part: string): Tensor => scope.weight(`${name}.${part}.weight`, [width, width]);
  const opened = linear(context, weight('context'), scope.weight(`${name}.bias`, [width]));
  const gate = sigmoid(add(opened, linear(memory, weight('memory'))));
  return concatLast([mul(gate, context), mul(sub(scalar(1), gate), memory)]);
}
