import { z } from 'zod';
import type { Distance } from '../nearest/distances.js';
import type { VectorKind } from '../nearest/word-vectors.js';
import type { TrainSettings } from '../transformer/settings.js';

const whole = z.int().nonnegative();
const rate = z.number().min(0).max(1);

/** Sizes and dropout rates of SANER (Nie et al. 2020). */
export const sanerSettings = z.object({
  /** Width of its states: a multiple of twice the heads. */
  width: whole,
  heads: whole,
  layers: whole,
  /** Width between the two layers of each feed-forward part. */
  intermediate: whole,
  /** Neighbours of a word that its memory holds; at least 2. */
  neighbours: whole,
  /** Layers of the encoder whose states are averaged, 0 being the embeddings; the last where absent. */
  featureLayers: z.array(whole).readonly().optional(),
  /** Dropout of the numbers that go in. */
  embeddingDropout: rate,
  /** Dropout of words as wholes. */
  wordDropout: rate,
  transformerDropout: rate,
  memoryDropout: rate,
  fusionDropout: rate,
  /** Dropout before the tags. */
  outputDropout: rate,
});

export type SanerSettings = z.infer<typeof sanerSettings>;

/** SANER's settings, and what its weights' shapes follow from besides. */
export const sanerConfig = sanerSettings.extend({
  /** Width of an encoder's features; 0 without one: then words go in with their characters. */
  features: whole,
  /** Width of the static vectors. */
  dimensions: whole,
  /** Rows of the memory, the empty one included. */
  memory: whole,
});

export type SanerConfig = z.infer<typeof sanerConfig>;

/** How DANN is trained, and how it decides once it is. */
export interface DannSettings extends TrainSettings, SanerSettings {
  /** What its neighbours are compared by. */
  readonly vectors: VectorKind;
  readonly distance: Distance;
}

const DROPOUT = {
  embeddingDropout: 0.5,
  wordDropout: 0.02,
  transformerDropout: 0.2,
  memoryDropout: 0.2,
  fusionDropout: 0.2,
  outputDropout: 0.4,
} as const;

/** As the authors' programs of SANER and DANN have it. */
export const DANN_PUBLISHED: DannSettings = {
  ...DROPOUT,
  width: 12 * 128,
  heads: 12,
  layers: 2,
  intermediate: 2 * 12 * 128,
  neighbours: 10,
  steps: 0,
  epochs: 50,
  batch: 32,
  learningRate: 1e-4,
  beta2: 0.99,
  warmup: 0.01,
  weightDecay: 0,
  clip: 5,
  clipValue: 5,
  seed: 14,
  vectors: 'log-probabilities',
  distance: 'minkowski-3',
};

/** What trains in about a minute on two processors with some hundred sentences ([why](../../../docs/dann.md)). */
export const DANN_DEFAULTS: DannSettings = {
  ...DANN_PUBLISHED,
  width: 128,
  heads: 4,
  intermediate: 256,
  epochs: undefined,
  steps: 300,
  batch: 16,
  learningRate: 1e-3,
  warmup: 0.1,
  seed: 1,
  vectors: 'hidden',
  distance: 'squared-euclidean',
};
