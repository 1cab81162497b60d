import { apply, type Tensor } from '../tensor.js';
import { mul, neg } from './arithmetic.js';

/** The sine of each element. */
export function sin(x: Tensor): Tensor {
  return apply('Sin', [x], { shape: x.shape, gradients: [(dy) => mul(dy, cos(x))] });
}

/** The cosine of each element. */
export function cos(x: Tensor): Tensor {
  return apply('Cos', [x], { shape: x.shape, gradients: [(dy) => neg(mul(dy, sin(x)))] });
}
