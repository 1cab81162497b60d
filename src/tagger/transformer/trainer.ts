import type { Encoder } from '../../encoder/encoder.js';
import { AdamW } from '../../tensor/train/adamw.js';
import type { AdamWState } from '../../tensor/train/adamw-state.js';
import { clampGradients, clipScale, globalNorm } from '../../tensor/train/clip.js';
import { GradientSum } from '../../tensor/train/gradient-sum.js';
import type { Parameters } from '../../tensor/train/parameters.js';
import { linearSchedule } from '../../tensor/train/schedule.js';
import { StepMemory } from '../../tensor/train/step-memory.js';
import { assertFiniteLoss, assertFiniteNorm } from './assert-finite.js';
import {
  type BatchProgram,
  type BatchProgramOptions,
  crossEntropyProgram,
  type LossAndGradients,
} from './batch-program.js';
import { countWords } from './batches.js';
import { crfProgram } from './crf-program.js';
import type { Example } from './examples.js';
import { frozenNames } from './layers.js';
import { rateFactors } from './rate-factors.js';
import { exponentAt } from './robust.js';
import type { TaggerKind, TrainSettings } from './settings.js';
import type { TagSet } from './tag-set.js';

/** The batches of one step: more than one where gradients are accumulated. */
export type StepBatches = readonly (readonly Example[])[];

/** What a step came to, before it moved the weights. */
export interface StepOutcome {
  readonly loss: number;
  /** Norm of all gradients together, before clipping. */
  readonly norm: number;
  readonly learningRate: number;
}

const PROGRAMS: Readonly<Record<TaggerKind, (options: BatchProgramOptions) => Promise<BatchProgram>>> = {
  transformer: crossEntropyProgram,
  crf: crfProgram,
  dann: crfProgram,
};

/** Weights that AdamW leaves undecayed, as BERT's authors do: biases and normalisation. */
function decays(name: string): boolean {
  return !/(\.bias|LayerNorm\.weight)$/.test(name);
}

/** A program for batches of any shape, with the weights that it is fed and the optimiser that moves them. */
export class Trainer {
  #program: Promise<BatchProgram> | undefined;
  readonly #memory: StepMemory;
  readonly #sum = new GradientSum();
  readonly #frozen: ReadonlySet<string>;
  readonly #optimiser: AdamW;

  constructor(
    readonly encoder: Encoder,
    readonly parameters: Parameters,
    readonly set: TagSet,
    readonly settings: TrainSettings,
  ) {
    this.#frozen = frozenNames(parameters, settings.freeze);
    const rateFactor = rateFactors(parameters, settings);
    const { weightDecay, beta2 = 0.999 } = settings;
    this.#optimiser = new AdamW(this.trained(), { weightDecay, beta2, decays, rateFactor });
    this.#memory = new StepMemory(this.#optimiser.gradients());
  }

  /** Step number `step`, from 0. */
  async step(batches: StepBatches, step: number): Promise<StepOutcome> {
    const { steps, warmup, learningRate, clip, clipValue } = this.settings;
    const { loss, gradients } = await this.#lossAndGradients(batches, step);
    const norm = globalNorm(gradients);
    assertFiniteNorm(norm, gradients, step, batches.flat());
    const rate = learningRate * linearSchedule(step, steps, Math.round(steps * warmup));
    if (clipValue !== undefined) clampGradients(gradients, clipValue);
    this.#optimiser.step(gradients, rate, clipValue === undefined ? clipScale(norm, clip) : 1);
    return { loss, norm, learningRate: rate };
  }

  /** To be called after the last step: brings every weight up to date. */
  finish(): void {
    this.#optimiser.settle();
  }

  /** The trained weights as `finish` would leave them, copied. */
  snapshot(): Parameters {
    return new Map([...this.trained().keys()].map((name) => [name, this.#optimiser.settledCopy(name)]));
  }

  /** The weights that training moves. */
  trained(): Parameters {
    return new Map([...this.parameters].filter(([name]) => !this.#frozen.has(name)));
  }

  optimiserState(): AdamWState {
    return this.#optimiser.state();
  }

  /** Goes on from weights and a state of the optimiser. */
  restore(weights: Parameters, state: AdamWState): void {
    this.putWeights(weights);
    this.#optimiser.restore(state);
  }

  /** Writes weights into the arrays that are trained. */
  putWeights(weights: Parameters): void {
    for (const [name, { data }] of weights) this.parameters.get(name)?.data.set(data);
  }

  async close(): Promise<void> {
    await (await this.#program)?.close();
    this.#optimiser.close();
  }

  /** Of all batches of a step together: each labelled word weighs the same, whichever batch it is in. */
  async #lossAndGradients(batches: StepBatches, step: number): Promise<LossAndGradients> {
    const words = countWords(batches.flat());
    let total = 0;
    for (const [at, batch] of batches.entries()) {
      const { loss, gradients } = await this.#run(batch, words, step, step * batches.length + at);
      assertFiniteLoss(loss, step, batch);
      if (batches.length === 1) return { loss, gradients };
      total += loss;
      this.#sum.add(gradients);
    }
    return { loss: total, gradients: this.#sum.take() };
  }

  async #run(
    batch: readonly Example[],
    words: number,
    step: number,
    draw: number,
  ): Promise<LossAndGradients> {
    const { robust, seed, steps } = this.settings;
    this.#program ??= PROGRAMS[this.settings.tagger ?? 'transformer']({
      encoder: this.encoder,
      set: this.set,
      parameters: this.parameters,
      memory: this.#memory,
      frozen: this.#frozen,
      provider: this.settings.provider,
      isRobust: robust !== undefined,
      beforeRead: (table, rows) => this.#optimiser.wake(table, rows),
    });
    const program = await this.#program;
    const exponent = robust === undefined ? undefined : exponentAt(step, steps, robust);
    return program.run(batch, words, { seed, step: draw }, exponent);
  }
}
