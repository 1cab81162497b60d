import { describe, expect, test } from 'vitest';
import {
  layeredBert,
  lessonTags,
  namesUnder,
  only,
  STEP_SETTINGS,
  stepped,
} from '../../../test/support/layered-bert.js';
import { LESSONS } from '../../../test/support/sentences.js';
import { bytesOf, copyOf, largestDifference } from '../../../test/support/weights.js';
import { loadBertEncoder } from '../../encoder/bert-encoder.js';
import { addClassifier } from './classifier.js';
import { toExamples } from './examples.js';
import { planSteps } from './plan.js';
import { trainTransformer } from './train.js';
import { Trainer } from './trainer.js';

describe('frozen layers', () => {
  test.each([
    [0, ['bert.embeddings.'], ['bert.encoder.layer.0.', 'bert.encoder.layer.2.', 'classifier.']],
    [
      2,
      ['bert.embeddings.', 'bert.encoder.layer.0.', 'bert.encoder.layer.1.'],
      ['bert.encoder.layer.2.', 'classifier.'],
    ],
    ['all', ['bert.'], ['classifier.']],
  ] as const)('freeze %s', async (freeze, still, moving) => {
    const { parameters, before } = await stepped({ freeze, weightDecay: 0.1 }, 3);
    for (const prefix of still) {
      const names = namesUnder(parameters, prefix);
      expect(bytesOf(only(parameters, names)).equals(bytesOf(only(before, names)))).toBe(true);
    }
    for (const name of moving.flatMap((prefix) => namesUnder(parameters, prefix))) {
      expect(largestDifference(only(parameters, [name]), before), name).toBeGreaterThan(0);
    }
  });

  test('what a frozen part does not move, the rest learns from as if the part were not trained', async () => {
    const [whole, frozen] = [await stepped({}, 1), await stepped({ freeze: 1 }, 1)];
    const top = namesUnder(whole.parameters, 'bert.encoder.layer.2.');
    expect(frozen.losses).toEqual(whole.losses);
    expect(largestDifference(only(frozen.parameters, top), whole.parameters)).toBeLessThan(
      1e-2 * STEP_SETTINGS.learningRate,
    );
  });

  test('a classifier trained on vectors computed once ends where one trained through the encoder ends', async () => {
    const { encoder, parameters } = await loadBertEncoder(layeredBert);
    const examples = await toExamples(LESSONS, encoder, lessonTags);
    const settings = { ...STEP_SETTINGS, freeze: 'all', steps: 20, batch: 3 } as const;
    const cached = await trainTransformer(LESSONS, await loadBertEncoder(layeredBert), settings);
    addClassifier(parameters, encoder.hidden, lessonTags.tags.length, settings.seed);
    const before = copyOf(parameters);
    const trainer = new Trainer(encoder, parameters, lessonTags, settings);
    const { steps } = planSteps(examples, settings);
    for (const [step, batches] of steps.entries()) await trainer.step(batches, step);
    await trainer.close();
    const head = ['classifier.weight', 'classifier.bias'];
    expect(largestDifference(only(parameters, head), before)).toBeGreaterThan(0.01);
    expect(largestDifference(only(cached.parameters, head), parameters)).toBeLessThan(1e-4);
    const rest = namesUnder(before, 'bert.');
    expect(bytesOf(only(cached.parameters, rest)).equals(bytesOf(only(before, rest)))).toBe(true);
  });
});
