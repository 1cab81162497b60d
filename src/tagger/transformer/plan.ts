import { drawBatches } from './batches.js';
import type { Example } from './examples.js';
import type { TrainSettings } from './settings.js';
import { drawTokenBatches, tokenEpoch } from './token-batches.js';
import type { StepBatches } from './trainer.js';

/** A development evaluation at least as often as this share of the steps, where an epoch is shorter. */
const EVALUATIONS = 20;

/** What a run does, known before its first step. */
export interface TrainPlan {
  /** Settings with the number of steps worked out. */
  readonly settings: TrainSettings;
  /** The batches of each step. */
  readonly steps: readonly StepBatches[];
  readonly stepsPerEpoch: number;
  /** Steps between two evaluations. */
  readonly evaluateEvery: number;
}

/** Draws the batches of every step. */
export function planSteps(examples: readonly Example[], settings: TrainSettings): TrainPlan {
  const { batch, batchTokens, seed, accumulate = 1 } = settings;
  const batchesPerEpoch =
    batchTokens === undefined ? examples.length / batch : tokenEpoch(examples, batchTokens, seed, 0).length;
  const stepsPerEpoch = batchesPerEpoch / accumulate;
  const count =
    settings.epochs === undefined ? settings.steps : Math.max(1, Math.ceil(settings.epochs * stepsPerEpoch));
  const batches =
    batchTokens === undefined
      ? drawBatches(examples, batch, count * accumulate, seed)
      : drawTokenBatches(examples, batchTokens, count * accumulate, seed);
  const steps = Array.from({ length: Math.floor(batches.length / accumulate) }, (_, at) =>
    batches.slice(at * accumulate, (at + 1) * accumulate),
  );
  const often = Math.max(1, Math.round(stepsPerEpoch), Math.ceil(count / EVALUATIONS));
  return {
    settings: { ...settings, steps: count },
    steps,
    stepsPerEpoch,
    evaluateEvery: settings.evaluateEvery ?? often,
  };
}
