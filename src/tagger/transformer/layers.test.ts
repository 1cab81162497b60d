import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { LESSONS } from '../../../test/support/sentences.js';
import { temporaryFolder } from '../../../test/support/temporary-folder.js';
import { TINY_CONFIG, writeTinyBert } from '../../../test/support/tiny-bert.js';
import { bytesOf, copyOf, largestDifference } from '../../../test/support/weights.js';
import { loadBertEncoder } from '../../encoder/bert-encoder.js';
import type { EncoderWithWeights } from '../../encoder/encoder.js';
import type { Parameters } from '../../tensor/train/parameters.js';
import { addClassifier } from './classifier.js';
import { type Example, toExamples } from './examples.js';
import { countLayers, reinitialise } from './layers.js';
import { planSteps } from './plan.js';
import { tagSet } from './tag-set.js';
import { TRAIN_DEFAULTS, type TrainSettings, trainTransformer } from './train.js';
import { type StepBatches, Trainer } from './trainer.js';

const LAYERS = 3;
const WITHOUT_DROPOUT = {
  ...TINY_CONFIG,
  num_hidden_layers: LAYERS,
  hidden_dropout_prob: 0,
  attention_probs_dropout_prob: 0,
};
const SETTINGS: TrainSettings = {
  ...TRAIN_DEFAULTS,
  weightDecay: 0,
  warmup: 0,
  steps: 6,
  batch: 5,
  learningRate: 1e-3,
  seed: 3,
};
const folder = mkdtempSync(join(temporaryFolder(), 'bert-'));
const set = tagSet(['DISEASE', 'DRUG']);
beforeAll(() => writeTinyBert(folder, WITHOUT_DROPOUT));

/** An encoder with a fresh classifier. */
async function load(): Promise<EncoderWithWeights & { readonly examples: Example[] }> {
  const loaded = await loadBertEncoder(folder);
  addClassifier(loaded.parameters, loaded.encoder.hidden, set.tags.length, 1);
  return { ...loaded, examples: await toExamples(LESSONS, loaded.encoder, set) };
}

/** The weights after steps over the same examples, batched by `cut`. */
async function stepped(
  change: Partial<TrainSettings>,
  steps: number,
  cut: (examples: Example[]) => StepBatches = (examples) => [examples],
): Promise<{ readonly parameters: Parameters; readonly before: Parameters; readonly losses: number[] }> {
  const { encoder, parameters, examples } = await load();
  const before = copyOf(parameters);
  const trainer = new Trainer(encoder, parameters, set, { ...SETTINGS, ...change });
  const losses: number[] = [];
  for (let step = 0; step < steps; step++) losses.push((await trainer.step(cut(examples), step)).loss);
  trainer.finish();
  await trainer.close();
  return { parameters, before, losses };
}

const namesUnder = (parameters: Parameters, prefix: string): string[] => {
  const names = [...parameters.keys()].filter((name) => name.startsWith(prefix));
  expect(names.length).toBeGreaterThan(0);
  return names;
};

const only = (parameters: Parameters, names: readonly string[]): Parameters =>
  new Map([...parameters].filter(([name]) => names.includes(name)));

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
    for (const distance of moved) expect(distance / (SETTINGS.learningRate * factor)).toBeCloseTo(1, 2);
  });

  test('a decay of 1 changes nothing', async () => {
    const [plain, one] = [await stepped({}, 3), await stepped({ layerDecay: 1 }, 3)];
    expect(bytesOf(one.parameters).equals(bytesOf(plain.parameters))).toBe(true);
  });
});

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
      1e-2 * SETTINGS.learningRate,
    );
  });

  test('a classifier trained on vectors computed once ends where one trained through the encoder ends', async () => {
    const { encoder, parameters } = await loadBertEncoder(folder);
    const examples = await toExamples(LESSONS, encoder, set);
    const settings = { ...SETTINGS, freeze: 'all', steps: 20, batch: 3 } as const;
    const cached = await trainTransformer(LESSONS, await loadBertEncoder(folder), settings);
    addClassifier(parameters, encoder.hidden, set.tags.length, settings.seed);
    const before = copyOf(parameters);
    const trainer = new Trainer(encoder, parameters, set, settings);
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

describe('layers that begin anew', () => {
  const redrawn = (parameters: Parameters): Parameters => {
    reinitialise(parameters, 2, 7);
    return parameters;
  };

  test('are drawn as before pre-training, the others stay', async () => {
    const { parameters } = await load();
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
      (await load()).parameters,
      (await load()).parameters,
      (await load()).parameters,
    ];
    expect(bytesOf(redrawn(one)).equals(bytesOf(redrawn(other)))).toBe(true);
    reinitialise(third, 2, 8);
    expect(bytesOf(third).equals(bytesOf(one))).toBe(false);
  });

  test('reach the training', async () => {
    const train = async (reinit?: number): Promise<number | undefined> => {
      const loaded = await loadBertEncoder(folder);
      return (await trainTransformer(LESSONS, loaded, { ...SETTINGS, steps: 1, reinit })).losses[0];
    };
    expect(await train(1)).not.toBe(await train());
  });
});

test('more layers than there are is refused', async () => {
  const { parameters } = await load();
  expect(countLayers(parameters)).toBe(LAYERS);
  expect(() => reinitialise(parameters, 4, 1)).toThrow(
    'layer 4 is asked for, the encoder has 3 numbered layers',
  );
  await expect(stepped({ freeze: 4 }, 1)).rejects.toThrow('Name at most 3.');
});

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
      const loaded = await loadBertEncoder(folder);
      const { log } = await trainTransformer(LESSONS, loaded, { ...SETTINGS, ...change, epochs: 1 });
      return log.flatMap((record) => (record.kind === 'step' ? [record.tokens] : []));
    };
    const total = (counts: readonly number[]): number => counts.reduce((sum, count) => sum + count, 0);
    const { examples } = await load();
    expect(examples).toHaveLength(5);
    expect(await tokens({ batch: 1 })).toHaveLength(5);
    const accumulated = await tokens({ batch: 1, accumulate: 5 });
    expect(accumulated).toHaveLength(1);
    expect(total(accumulated)).toBe(total(examples.map(({ window }) => window.length)));
  });
});
