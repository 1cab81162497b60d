import { HilgenError, throwIfAborted } from '../../base/errors.js';
import type { WorkOptions } from '../../base/progress.js';
import { labelsOf, type Sentence } from '../../corpus/sentence.js';
import type { Encoder, EncoderWithWeights } from '../../encoder/encoder.js';
import { AdamW } from '../../tensor/train/adamw.js';
import { clipScale, globalNorm } from '../../tensor/train/clip.js';
import type { Parameters } from '../../tensor/train/parameters.js';
import { linearSchedule } from '../../tensor/train/schedule.js';
import { StepProgram } from '../../tensor/train/step-program.js';
import { bucketLength, drawBatches, targetFeed, windowFeeds } from './batches.js';
import { addClassifier, taggingLoss } from './classifier.js';
import { type Example, toExamples } from './examples.js';
import { type TagSet, tagSet } from './tag-set.js';

export interface TrainSettings {
  readonly steps: number;
  /** Sentences a step. */
  readonly batch: number;
  readonly learningRate: number;
  /** Share of the steps over which the learning rate rises. */
  readonly warmup: number;
  readonly weightDecay: number;
  /** Largest norm of all gradients together. */
  readonly clip: number;
  readonly seed: number;
}

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
    const losses = await trainer.run(
      drawBatches(examples, settings.batch, settings.steps, settings.seed),
      work,
    );
    return { encoder, parameters, labels, settings, losses };
  } finally {
    await trainer.close();
  }
}

/** Weights that AdamW leaves undecayed, as BERT's authors do: biases and normalisation. */
function decays(name: string): boolean {
  return !/(\.bias|LayerNorm\.weight)$/.test(name);
}

/** One program for each padded length; all share weights, gradient arrays and the optimiser. */
class Trainer {
  readonly #programs = new Map<number, StepProgram>();
  readonly #buffers = new Map<string, Float32Array<ArrayBuffer>>();
  readonly #optimiser: AdamW;

  constructor(
    readonly encoder: Encoder,
    readonly parameters: Parameters,
    readonly set: TagSet,
    readonly settings: TrainSettings,
  ) {
    this.#optimiser = new AdamW(parameters, { weightDecay: settings.weightDecay, decays });
  }

  async run(
    batches: readonly (readonly Example[])[],
    { onProgress, signal }: WorkOptions,
  ): Promise<number[]> {
    const losses: number[] = [];
    for (const [step, batch] of batches.entries()) {
      throwIfAborted(signal);
      const loss = await this.#step(batch, step);
      losses.push(loss);
      onProgress?.({ done: step + 1, total: batches.length, note: `loss ${loss.toFixed(3)}` });
    }
    this.#optimiser.settle();
    return losses;
  }

  async close(): Promise<void> {
    for (const program of this.#programs.values()) await program.close();
  }

  async #step(batch: readonly Example[], step: number): Promise<number> {
    const { steps, warmup, learningRate, clip, seed } = this.settings;
    const length = bucketLength(Math.max(...batch.map(({ window }) => window.length)));
    const program = await this.#program(length);
    const windows = batch.map(({ window }) => window);
    const feeds = {
      ...windowFeeds(this.encoder, windows, length),
      target: targetFeed(batch, length, this.set.tags.length),
    };
    const { loss, gradients } = await program.run(feeds, { seed, step });
    const norm = globalNorm(gradients);
    if (!Number.isFinite(loss) || !Number.isFinite(norm)) {
      throw new HilgenError('internal', {
        where: `step ${step + 1}`,
        what: `the loss is ${loss} and the gradients' norm ${norm}`,
        hint: 'Try a smaller learning rate.',
      });
    }
    const rate = learningRate * linearSchedule(step, steps, Math.round(steps * warmup));
    this.#optimiser.step(gradients, rate, clipScale(norm, clip));
    return loss;
  }

  async #program(length: number): Promise<StepProgram> {
    let program = this.#programs.get(length);
    if (program === undefined) {
      program = await StepProgram.build({
        parameters: this.parameters,
        buffers: this.#buffers,
        loss: (scope) => taggingLoss(scope, this.encoder, this.set.tags.length, this.settings.batch, length),
      });
      this.#programs.set(length, program);
    }
    return program;
  }
}
