import { describe, expect, test } from 'vitest';
import {
  layeredBert,
  loadLayered,
  only,
  STEP_SETTINGS,
  stepped,
} from '../../../test/support/layered-bert.js';
import { LESSONS } from '../../../test/support/sentences.js';
import { largestDifference } from '../../../test/support/weights.js';
import { loadBertEncoder } from '../../encoder/bert-encoder.js';
import type { Example } from './examples.js';
import type { TrainSettings } from './train.js';
import { trainTransformer } from './train.js';
import type { StepBatches } from './trainer.js';

describe('gradients summed over small batches', () => {
  const pairs = (examples: Example[]): StepBatches => [
    examples.slice(0, 1),
    examples.slice(1, 3),
    examples.slice(3),
  ];

  test('are those of one large batch: the same losses and weights', async () => {
    const settings = { weightDecay: 0.1 };
    const [large, small] = [await stepped(settings, 4), await stepped(settings, 4, pairs)];
    small.losses.forEach((loss, step) => {
      expect(loss / (large.losses[step] ?? 0)).toBeCloseTo(1, 4);
    });
    const compared = [...large.parameters.keys()].filter((name) => !name.endsWith('.key.bias'));
    expect(largestDifference(only(large.parameters, compared), large.before)).toBeGreaterThan(1e-3);
    expect(largestDifference(only(small.parameters, compared), large.parameters)).toBeLessThan(2e-5);
  });

  test('a step of the training takes as many batches as it is told', async () => {
    const tokens = async (change: Partial<TrainSettings>): Promise<number[]> => {
      const loaded = await loadBertEncoder(layeredBert);
      const { log } = await trainTransformer(LESSONS, loaded, { ...STEP_SETTINGS, ...change, epochs: 1 });
      return log.flatMap((record) => (record.kind === 'step' ? [record.tokens] : []));
    };
    const total = (counts: readonly number[]): number => counts.reduce((sum, count) => sum + count, 0);
    const { examples } = await loadLayered();
    expect(examples).toHaveLength(5);
    expect(await tokens({ batch: 1 })).toHaveLength(5);
    const accumulated = await tokens({ batch: 1, accumulate: 5 });
    expect(accumulated).toHaveLength(1);
    expect(total(accumulated)).toBe(total(examples.map(({ window }) => window.length)));
  });
});
