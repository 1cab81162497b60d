import type { Sentence } from '../sentence.js';

/** Which sentences, by index, and how many of what the mode counts each label then has. */
export interface Draw {
  readonly chosen: ReadonlySet<number>;
  readonly found: ReadonlyMap<string, number>;
}

/** Draws a sample; every draw comes from a generator of the seed, the mode and the label. */
export type Sampler = (
  sentences: readonly Sentence[],
  labels: readonly string[],
  shots: number,
  seed: number,
) => Draw;
