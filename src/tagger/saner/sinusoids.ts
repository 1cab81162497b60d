import { mul } from '../../tensor/ops/arithmetic.js';
import { rangeAlong, toFloat, unsqueeze } from '../../tensor/ops/gather.js';
import { cos, sin } from '../../tensor/ops/trigonometry.js';
import { constant, type Tensor } from '../../tensor/tensor.js';

/** Sine and cosine of each place times each frequency: two of length×frequencies. */
export interface Sinusoids {
  readonly sine: Tensor;
  readonly cosine: Tensor;
}

/** The frequencies of Vaswani et al. (2017, section 3.5) for vectors of this width: 10000^(−2i/width). */
export function frequencies(width: number): Float32Array<ArrayBuffer> {
  return Float32Array.from({ length: width / 2 }, (_, at) => 10000 ** ((-2 * at) / width));
}

/** Of the places along axis 1 of `x`, whose number may be known at run time only. */
export function sinusoidsAlong(x: Tensor, width: number): Sinusoids {
  const rates = frequencies(width);
  const places = unsqueeze(toFloat(rangeAlong(x, 1)), [1]);
  const angles = mul(places, constant(rates, [rates.length]));
  return { sine: sin(angles), cosine: cos(angles) };
}
