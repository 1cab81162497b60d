import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect } from 'vitest';
import { loadBertEncoder } from '../../src/encoder/bert-encoder.js';
import type { EncoderWithWeights } from '../../src/encoder/encoder.js';
import { addClassifier } from '../../src/tagger/transformer/classifier.js';
import { type Example, toExamples } from '../../src/tagger/transformer/examples.js';
import { tagSet } from '../../src/tagger/transformer/tag-set.js';
import { TRAIN_DEFAULTS, type TrainSettings } from '../../src/tagger/transformer/train.js';
import { type StepBatches, Trainer } from '../../src/tagger/transformer/trainer.js';
import type { Parameters } from '../../src/tensor/train/parameters.js';
import { LESSONS } from './sentences.js';
import { temporaryFolder } from './temporary-folder.js';
import { TINY_CONFIG, writeTinyBert } from './tiny-bert.js';
import { copyOf } from './weights.js';

export const LAYERS = 3;
const WITHOUT_DROPOUT = {
  ...TINY_CONFIG,
  num_hidden_layers: LAYERS,
  hidden_dropout_prob: 0,
  attention_probs_dropout_prob: 0,
};
export const STEP_SETTINGS: TrainSettings = {
  ...TRAIN_DEFAULTS,
  weightDecay: 0,
  warmup: 0,
  steps: 6,
  batch: 5,
  learningRate: 1e-3,
  seed: 3,
};
/** A BERT of three layers without dropout. */
export const layeredBert = mkdtempSync(join(temporaryFolder(), 'bert-'));
export const lessonTags = tagSet(['DISEASE', 'DRUG']);
beforeAll(() => writeTinyBert(layeredBert, WITHOUT_DROPOUT));

/** An encoder with a fresh classifier. */
export async function loadLayered(): Promise<EncoderWithWeights & { readonly examples: Example[] }> {
  const loaded = await loadBertEncoder(layeredBert);
  addClassifier(loaded.parameters, loaded.encoder.hidden, lessonTags.tags.length, 1);
  return { ...loaded, examples: await toExamples(LESSONS, loaded.encoder, lessonTags) };
}

/** The weights after steps over the same examples, batched by `cut`. */
export async function stepped(
  change: Partial<TrainSettings>,
  steps: number,
  cut: (examples: Example[]) => StepBatches = (examples) => [examples],
): Promise<{ readonly parameters: Parameters; readonly before: Parameters; readonly losses: number[] }> {
  const { encoder, parameters, examples } = await loadLayered();
  const before = copyOf(parameters);
  const trainer = new Trainer(encoder, parameters, lessonTags, { ...STEP_SETTINGS, ...change });
  const losses: number[] = [];
  for (let step = 0; step < steps; step++) losses.push((await trainer.step(cut(examples), step)).loss);
  trainer.finish();
  await trainer.close();
  return { parameters, before, losses };
}

/** Names of weights that begin so; there are some. */
export const namesUnder = (parameters: Parameters, prefix: string): string[] => {
  const names = [...parameters.keys()].filter((name) => name.startsWith(prefix));
  expect(names.length).toBeGreaterThan(0);
  return names;
};

/** The weights of these names. */
export const only = (parameters: Parameters, names: readonly string[]): Parameters =>
  new Map([...parameters].filter(([name]) => names.includes(name)));
