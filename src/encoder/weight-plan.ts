import { random } from '../base/random.js';
import { type Parameters, zeros } from '../tensor/train/parameters.js';

/** How a weight is first drawn: normal about `mean`. */
export interface WeightPlan {
  readonly name: string;
  readonly shape: readonly number[];
  readonly mean: number;
  readonly deviation: number;
}

/** A table of rows×width. */
export function table(name: string, rows: number, width: number, deviation: number): WeightPlan {
  return { name: `${name}.weight`, shape: [rows, width], mean: 0, deviation };
}

/** A matrix with Glorot's deviation. */
export function matrix(name: string, out: number, inner: number): WeightPlan {
  return table(name, out, inner, Math.sqrt(2 / (out + inner)));
}

/** A linear layer: a matrix, and a bias of 0. */
export function dense(name: string, out: number, inner: number): WeightPlan[] {
  return [matrix(name, out, inner), constant(`${name}.bias`, out, 0)];
}

/** A normalisation: 1 and 0. */
export function norm(name: string, width: number): WeightPlan[] {
  return [constant(`${name}.weight`, width, 1), constant(`${name}.bias`, width, 0)];
}

function constant(name: string, width: number, mean: number): WeightPlan {
  return { name, shape: [width], mean, deviation: 0 };
}

/** Fresh weights, each from a generator of its own. */
export function drawWeights(plan: readonly WeightPlan[], seed: number): Parameters {
  const parameters: Parameters = new Map();
  for (const { name, shape, deviation, mean } of plan) {
    const { data } = zeros(shape);
    const draws = random(seed, name);
    for (let at = 0; at < data.length; at++)
      data[at] = mean + (deviation > 0 ? deviation * draws.normal() : 0);
    parameters.set(name, { shape, data });
  }
  return parameters;
}
