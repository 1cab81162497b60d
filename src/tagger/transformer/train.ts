import { HilgenError, throwIfAborted } from '../../base/errors.js';
import type { WorkOptions } from '../../base/progress.js';
import { labelsOf, type Sentence } from '../../corpus/sentence.js';
import type { Encoder, EncoderWithWeights } from '../../encoder/encoder.js';
import type { Parameters } from '../../tensor/train/parameters.js';
import { drawBatches } from './batches.js';
import { addClassifier } from './classifier.js';
import { type Example, toExamples } from './examples.js';
import { tagSet } from './tag-set.js';
import { Trainer, type TrainSettings } from './trainer.js';

export type { TrainSettings } from './trainer.js';

/** Settings for few-shot fine-tuning where the user names none; steps and learning rate are the encoder's. */
export const TRAIN_DEFAULTS = { batch: 8, warmup: 0.1, weightDecay: 0.01, clip: 1 } as const;

/** A fine-tuned encoder with its classifier, in memory. */
export interface TrainedTagger {
  readonly encoder: Encoder;
  readonly parameters: Parameters;
  readonly labels: readonly string[];
  readonly settings: TrainSettings;
  /** Loss of each step. */
  readonly losses: readonly number[];
}

/**
 * Fine-tunes an encoder with a token classifier on labelled sentences: cross-entropy at the first
 * piece of each word, AdamW, linear warm-up and decay, clipping by the global norm.
 *
 * @throws HilgenError `input` where no sentence has a label; `internal` where the loss is not a number.
 */
export async function trainTransformer(
  sentences: readonly Sentence[],
  { encoder, parameters }: EncoderWithWeights,
  settings: TrainSettings,
  work: WorkOptions = {},
): Promise<TrainedTagger> {
  const labels = labelsOf(sentences);
  if (labels.length === 0) {
    throw new HilgenError('input', { what: 'nothing to learn from: no sentence has a labelled span' });
  }
  const set = tagSet(labels);
  addClassifier(parameters, encoder.hidden, set.tags.length, settings.seed);
  const examples = await toExamples(sentences, encoder, set);
  const trainer = new Trainer(encoder, parameters, set, settings);
  try {
    const losses = await runSteps(
      trainer,
      drawBatches(examples, settings.batch, settings.steps, settings.seed),
      work,
    );
    return { encoder, parameters, labels, settings, losses };
  } finally {
    await trainer.close();
  }
}

async function runSteps(
  trainer: Trainer,
  batches: readonly (readonly Example[])[],
  { onProgress, signal }: WorkOptions,
): Promise<number[]> {
  const losses: number[] = [];
  for (const [step, batch] of batches.entries()) {
    throwIfAborted(signal);
    const loss = await trainer.step(batch, step);
    losses.push(loss);
    onProgress?.({ done: step + 1, total: batches.length, note: `loss ${loss.toFixed(3)}` });
  }
  trainer.finish();
  return losses;
}
