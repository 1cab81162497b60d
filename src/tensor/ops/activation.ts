import { apply, scalar, type Tensor } from '../tensor.js';
import { add, mul, neg, sub } from './arithmetic.js';
import { reduceSum } from './reduce.js';

/** e to the power of each element. */
export function exp(x: Tensor): Tensor {
  const y: Tensor = apply('Exp', [x], { shape: x.shape, gradients: [(dy) => mul(dy, y)] });
  return y;
}

/** 1/(1 + e⁻ˣ). */
export function sigmoid(x: Tensor): Tensor {
  const y: Tensor = apply('Sigmoid', [x], {
    shape: x.shape,
    gradients: [(dy) => mul(dy, sub(y, mul(y, y)))],
  });
  return y;
}

/** The element itself above 0, else 0; no slope at 0. */
export function relu(x: Tensor): Tensor {
  const y: Tensor = apply('Relu', [x], {
    shape: x.shape,
    gradients: [(dy) => mul(dy, apply('Sign', [y], { shape: x.shape }))],
  });
  return y;
}

/** The Gauss error function: 2/√π ∫₀ˣ exp(-t²) dt. */
export function erf(x: Tensor): Tensor {
  const rule = (dy: Tensor): Tensor => mul(dy, mul(exp(neg(mul(x, x))), scalar(2 / Math.sqrt(Math.PI))));
  return apply('Erf', [x], { shape: x.shape, gradients: [rule] });
}

/** x·Φ(x), the exact form (Hendrycks and Gimpel 2016). */
export function gelu(x: Tensor): Tensor {
  return apply('Gelu', [x], { shape: x.shape, gradients: [(dy) => mul(dy, geluSlope(x))] });
}

/** Φ(x) + x·φ(x). */
function geluSlope(x: Tensor): Tensor {
  const scaled = mul(x, scalar(Math.SQRT1_2));
  const cumulative = add(mul(erf(scaled), scalar(0.5)), scalar(0.5));
  const density = exp(mul(mul(x, x), scalar(-0.5)));
  return add(cumulative, mul(mul(x, scalar(1 / Math.sqrt(2 * Math.PI))), density));
}

/** exp(x) over its sum along the last axis. */
export function softmax(x: Tensor): Tensor {
  const last = x.shape.length - 1;
  const y: Tensor = apply('Softmax', [x], {
    shape: x.shape,
    attributes: { axis: -1 },
    gradients: [(dy) => mul(y, sub(dy, reduceSum(mul(dy, y), [last])))],
  });
  return y;
}

/** The logarithm of `softmax`, computed stably. */
export function logSoftmax(x: Tensor): Tensor {
  const last = x.shape.length - 1;
  const y: Tensor = apply('LogSoftmax', [x], {
    shape: x.shape,
    attributes: { axis: -1 },
    gradients: [(dy) => sub(dy, mul(exp(y), reduceSum(dy, [last])))],
  });
  return y;
}
