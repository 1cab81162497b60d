import { maskKernel } from '../kernels/kernels.js';

/**
 * Fills a dropout mask: 0 with probability `rate` (to 1/65536), else 1/(1-rate). The values depend
 * on `seed` alone, so a resumed run draws the masks that an uninterrupted one would have drawn.
 * Two values come from each 32-bit hash of a counter (Wellons' low-bias mixer).
 */
export function fillDropoutMask(mask: Float32Array, rate: number, seed: number): void {
  maskKernel(mask, Math.round(rate * 65536), 1 / (1 - rate), seed);
}
