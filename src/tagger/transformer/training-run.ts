import { HilgenError, throwIfAborted } from '../../base/errors.js';
import type { WorkOptions } from '../../base/progress.js';
import type { Parameters } from '../../tensor/train/parameters.js';
import type { Checkpoint } from './checkpoint.js';
import type { TrainPlan } from './plan.js';
import type { StepBatches, StepOutcome, Trainer } from './trainer.js';
import {
  bestEvaluation,
  type EvaluationRecord,
  evaluationsOf,
  isOutOfPatience,
  type LogRecord,
} from './training-log.js';

/** What a run asks of a trainer. */
export type RunTrainer = Pick<
  Trainer,
  'step' | 'finish' | 'snapshot' | 'trained' | 'optimiserState' | 'restore' | 'putWeights'
>;

/** What a run works with. */
export interface RunParts extends WorkOptions {
  readonly plan: TrainPlan;
  readonly trainer: RunTrainer;
  /** Milliseconds on a clock that never goes back. */
  readonly now: () => number;
  /** F1 of these weights on the development sentences, where there are any. */
  readonly evaluate?: ((trained: Parameters) => Promise<number>) | undefined;
  readonly checkpoint?: { readonly key: string; readonly store: Checkpoint } | undefined;
}

/** Steps, evaluations, checkpoints and the log of one training, from its start or from a kept state. */
export class TrainingRun {
  readonly #parts: RunParts;
  readonly #log: LogRecord[] = [];
  readonly #evaluations: EvaluationRecord[] = [];
  #done = 0;
  #resumedAt = 0;
  #best: Parameters | undefined;
  #startedMs = 0;

  constructor(parts: RunParts) {
    this.#parts = parts;
  }

  /** Trains to the end, leaves the weights to keep in the trainer's arrays, and gives the log. */
  async finish(): Promise<readonly LogRecord[]> {
    await this.#resume();
    try {
      while (!(await this.#isOver())) await this.#next();
    } catch (error) {
      throw await this.#kept(error);
    }
    const { trainer } = this.#parts;
    if (this.#best === undefined) trainer.finish();
    else trainer.putWeights(this.#best);
    return this.#log;
  }

  async #resume(): Promise<void> {
    const { checkpoint, trainer, now, plan } = this.#parts;
    const state = await checkpoint?.store.load(checkpoint.key);
    if (state !== undefined) {
      trainer.restore(state.weights, state.optimiser);
      for (const record of state.log) this.#log.push(record);
      this.#evaluations.push(...evaluationsOf(state.log));
      this.#best = state.best;
      this.#done = state.step;
      this.#resumedAt = state.step;
      this.#report(`${plan.steps.length - state.step} steps to go`);
    }
    this.#startedMs = now() - 1000 * (this.#log.at(-1)?.seconds ?? 0);
  }

  async #isOver(): Promise<boolean> {
    const { plan, evaluate } = this.#parts;
    if (evaluate !== undefined && this.#isEvaluationDue()) await this.#evaluate(evaluate);
    return this.#done >= plan.steps.length || isOutOfPatience(this.#evaluations, plan.settings.patience);
  }

  #isEvaluationDue(): boolean {
    const { steps, evaluateEvery } = this.#parts.plan;
    const isPlace = this.#done % evaluateEvery === 0 || this.#done === steps.length;
    return this.#done > 0 && isPlace && this.#evaluations.at(-1)?.step !== this.#done;
  }

  async #evaluate(evaluate: (trained: Parameters) => Promise<number>): Promise<void> {
    const trained = this.#parts.trainer.snapshot();
    const f1 = await evaluate(trained);
    const best = f1 > (bestEvaluation(this.#evaluations)?.f1 ?? Number.NEGATIVE_INFINITY);
    if (best) this.#best = trained;
    const { epoch, seconds } = this.#place();
    this.#record({ kind: 'evaluation', step: this.#done, epoch, f1, best, seconds });
  }

  async #next(): Promise<void> {
    const { plan, trainer, checkpoint, signal } = this.#parts;
    throwIfAborted(signal);
    if (this.#done > this.#resumedAt && checkpoint?.store.isDue(this.#done)) await this.#save();
    const batches = plan.steps[this.#done] as StepBatches;
    const before = this.#place().seconds;
    const outcome = await trainer.step(batches, this.#done);
    this.#done++;
    this.#recordStep(batches, outcome, before);
  }

  #recordStep(batches: StepBatches, outcome: StepOutcome, before: number): void {
    const tokens = batches.flat().reduce((sum, { window }) => sum + window.length, 0);
    const { epoch, seconds } = this.#place();
    const tokensPerSecond = Math.round(tokens / Math.max(1e-3, seconds - before));
    this.#record({ kind: 'step', step: this.#done, epoch, ...outcome, tokens, seconds, tokensPerSecond });
    const f1 = this.#evaluations.at(-1)?.f1;
    const score = f1 === undefined ? '' : `  F1 ${f1.toFixed(3)}`;
    this.#report(`loss ${outcome.loss.toFixed(3)}${score}  ${tokensPerSecond.toLocaleString('en')} tokens/s`);
  }

  #place(): { epoch: number; seconds: number } {
    const { plan, now } = this.#parts;
    return {
      epoch: Math.round((1000 * this.#done) / plan.stepsPerEpoch) / 1000,
      seconds: Math.round(now() - this.#startedMs) / 1000,
    };
  }

  #record(record: LogRecord): void {
    this.#log.push(record);
    if (record.kind === 'evaluation') this.#evaluations.push(record);
    this.#parts.checkpoint?.store.record(record);
  }

  #report(note: string): void {
    const { plan, onProgress } = this.#parts;
    onProgress?.({ done: this.#done, total: plan.steps.length, resumedAt: this.#resumedAt, note });
  }

  async #save(): Promise<void> {
    const { checkpoint, trainer } = this.#parts;
    await checkpoint?.store.save(checkpoint.key, {
      step: this.#done,
      log: this.#log,
      weights: trainer.trained(),
      optimiser: trainer.optimiserState(),
      best: this.#best,
    });
  }

  /** Keeps the state of a run that is interrupted: between two steps it is whole. */
  async #kept(error: unknown): Promise<unknown> {
    const isInterruption = error instanceof HilgenError && error.code === 'interrupted';
    if (!isInterruption || this.#parts.checkpoint === undefined) return error;
    await this.#save();
    const hint = `The same command goes on after step ${this.#done}.`;
    return new HilgenError('interrupted', { what: 'interrupted', hint, cause: error });
  }
}
