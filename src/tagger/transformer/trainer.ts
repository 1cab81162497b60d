import { HilgenError } from '../../base/errors.js';
import type { Encoder } from '../../encoder/encoder.js';
import { AdamW } from '../../tensor/train/adamw.js';
import { clipScale, globalNorm } from '../../tensor/train/clip.js';
import type { Parameters } from '../../tensor/train/parameters.js';
import { linearSchedule } from '../../tensor/train/schedule.js';
import { StepProgram } from '../../tensor/train/step-program.js';
import { bucketLength, targetFeed, windowFeeds } from './batches.js';
import { taggingLoss } from './classifier.js';
import type { Example } from './examples.js';
import type { TagSet } from './tag-set.js';

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

/** Weights that AdamW leaves undecayed, as BERT's authors do: biases and normalisation. */
function decays(name: string): boolean {
  return !/(\.bias|LayerNorm\.weight)$/.test(name);
}

/** One program for each padded length; all share weights, gradient arrays and the optimiser. */
export class Trainer {
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

  /** Step number `step`, from 0; gives the loss before it. */
  async step(batch: readonly Example[], step: number): Promise<number> {
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

  /** To be called after the last step: brings every weight up to date. */
  finish(): void {
    this.#optimiser.settle();
  }

  async close(): Promise<void> {
    for (const program of this.#programs.values()) await program.close();
  }

  async #program(length: number): Promise<StepProgram> {
    let program = this.#programs.get(length);
    if (program === undefined) {
      program = await StepProgram.build({
        parameters: this.parameters,
        buffers: this.#buffers,
        beforeRead: (table, rows) => this.#optimiser.wake(table, rows),
        loss: (scope) => taggingLoss(scope, this.encoder, this.set.tags.length, this.settings.batch, length),
      });
      this.#programs.set(length, program);
    }
    return program;
  }
}
