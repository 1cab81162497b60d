import { broadcast } from '../shape.js';
import { apply, type GradientRule, scalar, type Tensor } from '../tensor.js';
import { sumTo } from './reduce.js';

/** Element-wise sum, broadcasting. */
export function add(a: Tensor, b: Tensor): Tensor {
  return elementwise('Add', a, b, [(dy) => sumTo(dy, a.shape), (dy) => sumTo(dy, b.shape)]);
}

/** Element-wise difference, broadcasting. */
export function sub(a: Tensor, b: Tensor): Tensor {
  return elementwise('Sub', a, b, [(dy) => sumTo(dy, a.shape), (dy) => sumTo(neg(dy), b.shape)]);
}

/** Element-wise product, broadcasting. */
export function mul(a: Tensor, b: Tensor): Tensor {
  return elementwise('Mul', a, b, [(dy) => sumTo(mul(dy, b), a.shape), (dy) => sumTo(mul(dy, a), b.shape)]);
}

/** Element-wise negation; a product, since onnxruntime runs `Neg` on one thread. */
export function neg(x: Tensor): Tensor {
  return mul(x, scalar(-1));
}

function elementwise(op: string, a: Tensor, b: Tensor, gradients: readonly GradientRule[]): Tensor {
  return apply(op, [a, b], { shape: broadcast(a.shape, b.shape), gradients });
}
