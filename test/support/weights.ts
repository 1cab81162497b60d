import type { Parameters } from '../../src/tensor/train/parameters.js';

/** All weights as bytes, to compare bit for bit. */
export function bytesOf(parameters: Parameters): Buffer {
  return Buffer.concat([...parameters.values()].map(({ data }) => Buffer.from(data.slice().buffer)));
}

/** A copy of all weights. */
export function copyOf(parameters: Parameters): Parameters {
  return new Map([...parameters].map(([name, { shape, data }]) => [name, { shape, data: data.slice() }]));
}

/** The largest difference between weights of the same names. */
export function largestDifference(one: Parameters, other: Parameters): number {
  let top = 0;
  for (const [name, { data }] of one) {
    const others = other.get(name)?.data ?? new Float32Array();
    for (let at = 0; at < data.length; at++) {
      const difference = Math.abs((data[at] ?? 0) - (others[at] ?? Number.NaN));
      top = Number.isNaN(difference) ? Number.POSITIVE_INFINITY : Math.max(top, difference);
    }
  }
  return top;
}
