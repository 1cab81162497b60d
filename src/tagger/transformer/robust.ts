import type { Value } from '../../tensor/session.js';

/** Name of the input that generalised cross-entropy has its exponent in. */
export const EXPONENT = 'exponent';

/** The part of the steps over which the exponent rises. */
const RISE = 0.5;
const LEAST = 0.01;

/**
 * The exponent of generalised cross-entropy at a step, from 0: it begins near 0, which is cross-entropy, and rises in a straight line.
 * A large one from the start never leaves the most frequent tag: where all mentions are still unlikely, none of them moves anything.
 */
export function exponentAt(step: number, steps: number, robust: number): number {
  return Math.max(LEAST, robust * Math.min(1, step / (RISE * steps)));
}

/** The exponent as a feed; none for cross-entropy. */
export function exponentFeed(exponent: number | undefined): Record<string, Value> {
  return exponent === undefined ? {} : { [EXPONENT]: { data: Float32Array.of(exponent), shape: [] } };
}
