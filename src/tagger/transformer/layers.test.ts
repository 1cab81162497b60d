import { describe, expect, test } from 'vitest';
import {
  LAYERS,
  layeredBert,
  loadLayered,
  namesUnder,
  only,
  STEP_SETTINGS,
  stepped,
} from '../../../test/support/layered-bert.js';
import { LESSONS } from '../../../test/support/sentences.js';
import { bytesOf, copyOf, largestDifference } from '../../../test/support/weights.js';
import { loadBertEncoder } from '../../encoder/bert-encoder.js';
import type { Parameters } from '../../tensor/train/parameters.js';
import { countLayers, reinitialise } from './layers.js';
import { type TrainSettings, trainTransformer } from './train.js';

describe('learning rates by layer', () => {
  // AdamW's first step moves a weight by its learning rate, whatever the gradient's size.
  const expected = [
    ['classifier.', 1],
    ['bert.encoder.layer.2.', 0.5],
    ['bert.encoder.layer.1.', 0.25],
    ['bert.encoder.layer.0.', 0.125],
    ['bert.embeddings.', 0.0625],
  ] as const;

  test.each(expected)('%s moves by %d of the rate', async (prefix, factor) => {
    const { parameters, before } = await stepped({ layerDecay: 0.5 }, 1);
    const names = namesUnder(parameters, prefix).filter((name) => !name.endsWith('.key.bias'));
    const moved = names.map((name) => largestDifference(only(parameters, [name]), before));
    for (const distance of moved) expect(distance / (STEP_SETTINGS.learningRate * factor)).toBeCloseTo(1, 2);
  });

  test('a decay of 1 changes nothing', async () => {
    const [plain, one] = [await stepped({}, 3), await stepped({ layerDecay: 1 }, 3)];
    expect(bytesOf(one.parameters).equals(bytesOf(plain.parameters))).toBe(true);
  });
});

describe('layers that begin anew', () => {
  const redrawn = (parameters: Parameters): Parameters => {
    reinitialise(parameters, 2, 7);
    return parameters;
  };

  test('are drawn as before pre-training, the others stay', async () => {
    const { parameters } = await loadLayered();
    const before = copyOf(parameters);
    redrawn(parameters);
    const fresh = ['1', '2'].flatMap((layer) => namesUnder(parameters, `bert.encoder.layer.${layer}.`));
    const rest = [...parameters.keys()].filter((name) => !fresh.includes(name));
    expect(bytesOf(only(parameters, rest)).equals(bytesOf(only(before, rest)))).toBe(true);
    const drawn: number[] = [];
    for (const name of fresh) {
      const values = [...(parameters.get(name)?.data ?? [])];
      if (name.endsWith('.bias')) expect(new Set(values), name).toEqual(new Set([0]));
      else if (name.endsWith('LayerNorm.weight')) expect(new Set(values), name).toEqual(new Set([1]));
      else drawn.push(...values);
    }
    const mean = drawn.reduce((sum, value) => sum + value, 0) / drawn.length;
    const deviation = Math.sqrt(drawn.reduce((sum, value) => sum + (value - mean) ** 2, 0) / drawn.length);
    expect(Math.abs(mean)).toBeLessThan((4 * 0.02) / Math.sqrt(drawn.length));
    expect(deviation / 0.02).toBeCloseTo(1, 1);
    expect(new Set(drawn).size).toBeGreaterThan(0.99 * drawn.length);
  });

  test('by the seed alone', async () => {
    const [one, other, third] = [
      (await loadLayered()).parameters,
      (await loadLayered()).parameters,
      (await loadLayered()).parameters,
    ];
    expect(bytesOf(redrawn(one)).equals(bytesOf(redrawn(other)))).toBe(true);
    reinitialise(third, 2, 8);
    expect(bytesOf(third).equals(bytesOf(one))).toBe(false);
  });

  test('reach the training', async () => {
    const train = async (reinit?: number): Promise<number | undefined> => {
      const loaded = await loadBertEncoder(layeredBert);
      return (await trainTransformer(LESSONS, loaded, { ...STEP_SETTINGS, steps: 1, reinit })).losses[0];
    };
    expect(await train(1)).not.toBe(await train());
  });
});

test('more layers than there are is refused', async () => {
  const { parameters } = await loadLayered();
  expect(countLayers(parameters)).toBe(LAYERS);
  expect(() => reinitialise(parameters, 4, 1)).toThrow(
    'layer 4 is asked for, the encoder has 3 numbered layers',
  );
  await expect(stepped({ freeze: 4 }, 1)).rejects.toThrow('Name at most 3.');
});

test.each<[Partial<TrainSettings>, string]>([
  [{ freeze: 2, reinit: 2 }, 'reinit: 2 of 3 layers would begin anew, of which some are frozen'],
  [{ freeze: 'all', reinit: 1 }, 'reinit: 1 of 3 layers would begin anew'],
  [{ freeze: 'all', layerDecay: 0.9 }, 'layer-decay: no layer is trained'],
  [{ freeze: 4 }, 'freeze: layer 4 is asked for'],
])('settings that contradict each other are refused: %j', async (change, message) => {
  const training = trainTransformer(LESSONS, await loadBertEncoder(layeredBert), {
    ...STEP_SETTINGS,
    ...change,
  });
  await expect(training).rejects.toThrow(message);
});

test('the layers that are not frozen may begin anew', async () => {
  const settings = { ...STEP_SETTINGS, freeze: 1, reinit: 2, layerDecay: 0.9, steps: 2 };
  const { losses } = await trainTransformer(LESSONS, await loadBertEncoder(layeredBert), settings);
  expect(losses).toHaveLength(2);
});
