import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { LESSONS } from '../../../test/support/sentences.js';
import { temporaryFolder } from '../../../test/support/temporary-folder.js';
import { writeTinyBert } from '../../../test/support/tiny-bert.js';
import { bytesOf } from '../../../test/support/weights.js';
import { loadBertEncoder } from '../../encoder/bert-encoder.js';
import type { Parameters } from '../../tensor/train/parameters.js';
import { TRAIN_DEFAULTS, type TrainedTagger, type TrainSettings, trainTransformer } from './train.js';
import { evaluationsOf } from './training-log.js';
import { type RunTrainer, TrainingRun } from './training-run.js';

const BASE: TrainSettings = { ...TRAIN_DEFAULTS, steps: 0, batch: 1, learningRate: 1, seed: 1 };

/** A trainer whose only weight is the number of steps taken. */
function countingTrainer(): RunTrainer & { readonly weight: () => number } {
  const data = Float32Array.of(0);
  const parameters = (): Parameters => new Map([['steps', { shape: [1], data: data.slice() }]]);
  return {
    weight: () => data[0] ?? Number.NaN,
    step: async () => {
      data[0] = (data[0] ?? 0) + 1;
      return { loss: 1, norm: 1, learningRate: 1 };
    },
    finish: () => {},
    snapshot: parameters,
    trained: parameters,
    optimiserState: () => ({ steps: 0, moments: new Map(), tables: new Map() }),
    restore: () => {},
    putWeights: (weights) => data.set(weights.get('steps')?.data ?? []),
  };
}

interface Ended {
  readonly kept: number;
  readonly taken: number;
  readonly looks: readonly number[];
}

async function runWith(
  scores: readonly number[],
  steps: number,
  evaluateEvery: number,
  patience?: number,
): Promise<Ended> {
  const trainer = countingTrainer();
  let looks = 0;
  const run = new TrainingRun({
    trainer,
    now: () => 0,
    plan: {
      settings: { ...BASE, steps, patience },
      steps: Array(steps).fill([[]]),
      stepsPerEpoch: 1,
      evaluateEvery,
    },
    evaluate: async () => scores[looks++] ?? 0,
  });
  const log = await run.finish();
  const taken = log.filter(({ kind }) => kind === 'step').length;
  return { kept: trainer.weight(), taken, looks: evaluationsOf(log).map(({ step }) => step) };
}

describe('whatever the development scores are', () => {
  const score = fc.integer({ min: 0, max: 5 }).map((fifths) => fifths / 5);
  const cases = fc.record({
    scores: fc.array(score, { minLength: 40, maxLength: 40 }),
    steps: fc.integer({ min: 1, max: 40 }),
    every: fc.integer({ min: 1, max: 7 }),
    patience: fc.option(fc.integer({ min: 1, max: 4 }), { nil: undefined }),
  });

  test('the weights kept are those of the first highest score, and patience ends the run', () =>
    fc.assert(
      fc.asyncProperty(cases, async ({ scores, steps, every, patience }) => {
        const { kept, taken, looks } = await runWith(scores, steps, every, patience);
        const seen = scores.slice(0, looks.length);
        const best = seen.indexOf(Math.max(...seen));
        expect(kept).toBe(looks[best]);
        const planned = Array.from({ length: steps }, (_, at) => at + 1).filter(
          (step) => step % every === 0 || step === steps,
        );
        expect(looks).toEqual(planned.slice(0, looks.length));
        expect(taken).toBe(looks.at(-1));
        const without = looks.length - 1 - best;
        if (taken < steps) expect(without).toBe(patience);
        else expect(without).toBeLessThanOrEqual(patience ?? Number.POSITIVE_INFINITY);
      }),
      { numRuns: 200 },
    ));
});

describe('with a tiny BERT', () => {
  const folder = mkdtempSync(join(temporaryFolder(), 'bert-'));
  const settings: TrainSettings = { ...BASE, steps: 8, batch: 4, learningRate: 5e-3, weightDecay: 0.3 };
  beforeAll(() => writeTinyBert(folder));

  const train = async (
    score?: (look: number) => number,
    change: Partial<TrainSettings> = {},
  ): Promise<TrainedTagger> => {
    let looks = 0;
    const development = score && { sentences: LESSONS.slice(0, 2), score: () => score(looks++) };
    const all = { ...settings, evaluateEvery: 2, ...change };
    return trainTransformer(LESSONS, await loadBertEncoder(folder), all, { development });
  };

  test('looking at development sentences changes no weight', async () => {
    const [alone, watched] = [await train(), await train((look) => look)];
    expect(evaluationsOf(watched.log).map(({ step }) => step)).toEqual([2, 4, 6, 8]);
    expect(watched.losses).toEqual(alone.losses);
    expect(bytesOf(watched.parameters).equals(bytesOf(alone.parameters))).toBe(true);
  });

  test('the weights of an earlier step are kept whole, whenever the training ends', async () => {
    const [early, late] = [await train((look) => -look), await train((look) => look)];
    expect(early.losses).toEqual(late.losses);
    expect(bytesOf(early.parameters).equals(bytesOf(late.parameters))).toBe(false);
    const stopped = await train(() => 1, { patience: 1 });
    expect(stopped.losses).toEqual(early.losses.slice(0, 4));
    expect(bytesOf(stopped.parameters).equals(bytesOf(early.parameters))).toBe(true);
  });
});
