import { drawBatches } from './batches.js';
import type { Example } from './examples.js';
import { epochSize } from './mix.js';
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
  const { accumulate = 1 } = settings;
  const batchesPerEpoch = epochLength(examples, settings);
  const stepsPerEpoch = batchesPerEpoch / accumulate;
  const count =
    settings.epochs === undefined ? settings.steps : Math.max(1, Math.ceil(settings.epochs * stepsPerEpoch));
  const batches = drawInOrder(examples, count * accumulate, settings);
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

/** Batches an epoch comes to. */
function epochLength(examples: readonly Example[], { batch, batchTokens, seed, mix }: TrainSettings): number {
  const shown = epochSize(examples, mix);
  if (batchTokens === undefined) return shown / batch;
  return (tokenEpoch(examples, batchTokens, seed, 0).length * shown) / Math.max(1, examples.length);
}

function drawInOrder(examples: readonly Example[], count: number, settings: TrainSettings): Example[][] {
  const made = examples.filter(({ kind = 'few' }) => kind !== 'few');
  const gold = examples.filter(({ kind = 'few' }) => kind === 'few');
  if (settings.order === undefined || made.length === 0 || gold.length === 0)
    return draw(examples, count, settings);
  const [first, last] = [epochSize(made, settings.mix), epochSize(gold, settings.mix)];
  const learntFirst = Math.round((count * first) / (first + last));
  return [...draw(made, learntFirst, settings), ...draw(gold, count - learntFirst, settings)];
}

function draw(
  examples: readonly Example[],
  count: number,
  { batch, batchTokens, seed, mix }: TrainSettings,
): Example[][] {
  return batchTokens === undefined
    ? drawBatches(examples, batch, count, seed, mix)
    : drawTokenBatches(examples, batchTokens, count, seed, mix);
}
