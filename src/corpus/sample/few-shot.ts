import { labelsOf, type Sentence } from '../sentence.js';
import { atLeastK } from './at-least-k.js';
import { atMostK } from './at-most-k.js';
import type { Sampler } from './sampler.js';
import { sentencesPerType } from './sentences-per-type.js';

/** What is asked of a few-shot sample. */
export interface SampleOptions {
  readonly mode: SampleMode;
  /** Sentences or mentions a label, as the mode counts them. */
  readonly shots: number;
  readonly seed: number;
  /** The labels that are counted, every label of the corpus where not given; the sentences keep all their spans. */
  readonly labels?: readonly string[] | undefined;
}

/** A label for which the corpus, or the draw, held fewer than were asked for. */
export interface Shortfall {
  readonly label: string;
  readonly wanted: number;
  readonly found: number;
}

/** A few-shot sample: sentences in corpus order, and the labels that fell short. */
export interface FewShotSample {
  readonly sentences: Sentence[];
  readonly shortfalls: Shortfall[];
}

const SAMPLERS = {
  'sentences-per-type': sentencesPerType,
  'at-least-k': atLeastK,
  'at-most-k': atMostK,
} as const satisfies Record<string, Sampler>;

/** The ways to draw a few-shot sample. */
export type SampleMode = keyof typeof SAMPLERS;

/** Every mode, the usual one first. */
export const SAMPLE_MODES = Object.keys(SAMPLERS) as readonly SampleMode[];

/** What `shots` counts under each mode. */
export const SHOT_UNITS: Readonly<Record<SampleMode, 'sentences' | 'mentions'>> = {
  'sentences-per-type': 'sentences',
  'at-least-k': 'mentions',
  'at-most-k': 'mentions',
};

/**
 * Draws a few-shot sample of a corpus; the same sentences, settings and seed give the same sample.
 *
 * @example
 * const { sentences, shortfalls } = sampleFewShot(corpus, { mode: 'sentences-per-type', shots: 5, seed: 1 });
 */
export function sampleFewShot(
  sentences: readonly Sentence[],
  { mode, shots, seed, labels = labelsOf(sentences) }: SampleOptions,
): FewShotSample {
  const { chosen, found } = SAMPLERS[mode](sentences, labels, shots, seed);
  const shortfalls = labels
    .map((label) => ({ label, wanted: shots, found: found.get(label) ?? 0 }))
    .filter((label) => label.found < label.wanted);
  return { sentences: sentences.filter((_, index) => chosen.has(index)), shortfalls };
}
