import { type Dim, sameShape, shapeError, sizeOf } from '../shape.js';
import { applyAll, scalar, type Tensor } from '../tensor.js';
import { mul, sub } from './arithmetic.js';
import { reduceSum, sumTo } from './reduce.js';

/** Layer normalisation over the last axis (Ba et al. 2016), scaled and shifted. `x` is …×width, the rest width. */
export function layerNorm(x: Tensor, scale: Tensor, shift: Tensor, epsilon: number): Tensor {
  const last = x.shape.length - 1;
  for (const weight of [scale, shift]) {
    if (!sameShape(weight.shape, x.shape.slice(-1))) throw shapeError('layerNorm', x.shape, weight.shape);
  }
  const width = sizeOf([x.shape[last] as Dim]);
  const statistic = [...x.shape.slice(0, -1), 1];
  let normalised: Tensor | undefined;
  const standardised = (): Tensor => {
    normalised ??= mul(sub(x, mean), inverse);
    return normalised;
  };
  const inputGradient = (dy: Tensor): Tensor => {
    const scaled = mul(dy, scale);
    const average = mul(reduceSum(scaled, [last]), scalar(1 / width));
    const aligned = mul(reduceSum(mul(scaled, standardised()), [last]), scalar(1 / width));
    return mul(inverse, sub(sub(scaled, average), mul(standardised(), aligned)));
  };
  const [y, mean, inverse] = applyAll('LayerNormalization', [x, scale, shift], {
    shape: x.shape,
    further: [statistic, statistic],
    attributes: { axis: -1, epsilon: { float: epsilon } },
    gradients: [
      inputGradient,
      (dy) => sumTo(mul(dy, standardised()), scale.shape),
      (dy) => sumTo(dy, shift.shape),
    ],
  }) as [Tensor, Tensor, Tensor];
  return y;
}
