import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { base64Array } from '../../../test/support/base64-array.js';
import type { Encoder } from '../../encoder/encoder.js';
import { clampGradients } from '../../tensor/train/clip.js';
import type { Parameters } from '../../tensor/train/parameters.js';
import { StepMemory } from '../../tensor/train/step-memory.js';
import { crfProgram } from '../transformer/crf-program.js';
import type { Example } from '../transformer/examples.js';
import { tagSet } from '../transformer/tag-set.js';
import { Trainer } from '../transformer/trainer.js';
import { saner, sanerInputs } from './saner.js';
import { DANN_DEFAULTS, type SanerConfig } from './settings.js';

type Packed = Readonly<Record<string, string>>;
type Rows = readonly (readonly number[])[];

interface GoldenRow {
  readonly vectors: Rows;
  readonly features: Rows;
  readonly ids: Rows;
  readonly mask: Rows;
  readonly tags: readonly number[];
}

/** What scripts/oracles/saner-step.py writes. */
interface Golden {
  readonly config: Record<
    'width' | 'heads' | 'layers' | 'intermediate' | 'neighbours' | 'features' | 'dimensions' | 'memory',
    number
  >;
  readonly labels: readonly string[];
  readonly tags: readonly string[];
  readonly settings: Record<'steps' | 'warmup' | 'learningRate' | 'beta2' | 'clipValue', number>;
  readonly batches: readonly (readonly GoldenRow[])[];
  readonly losses: readonly number[];
  readonly shapes: Readonly<Record<string, readonly number[]>>;
  readonly initial: Packed;
  readonly gradients: Packed;
  readonly final: Packed;
}

const golden: Golden = JSON.parse(readFileSync(new URL('saner-step.golden.json', import.meta.url), 'utf8'));
const set = tagSet(golden.labels, 'iobes');
const config: SanerConfig = {
  ...golden.config,
  embeddingDropout: 0,
  wordDropout: 0,
  transformerDropout: 0,
  memoryDropout: 0,
  fusionDropout: 0,
  outputDropout: 0,
};
const encoder: Encoder = {
  kind: 'saner',
  hidden: 2 * config.width,
  dropout: 0,
  inputs: sanerInputs(config),
  recommended: { learningRate: 1, steps: 1 },
  maxLength: 8,
  split: async () => [],
  build: (scope, inputs) => saner(scope, config, inputs),
  saveExtras: async () => ({}),
};
const batches = golden.batches.map((rows, at) => rows.map((row) => exampleOf(row, `batch ${at}`)));

function exampleOf({ vectors, features, ids, mask, tags }: GoldenRow, sentence: string): Example {
  const columns = {
    word_vectors: Float32Array.from(vectors.flat()),
    features: Float32Array.from(features.flat()),
    neighbour_ids: ids.flat(),
    neighbour_mask: Float32Array.from(mask.flat()),
    attention_mask: tags.map(() => 1),
  };
  const words = tags.map((_, at) => ({ word: at, piece: at }));
  return { sentence, window: { length: tags.length, columns, words }, tags };
}

const unpack = (packed: Packed): Parameters =>
  new Map(
    Object.entries(packed).map(([name, text]) => [
      name,
      { shape: golden.shapes[name] ?? [], data: base64Array(text) },
    ]),
  );

/** The largest difference against the largest expected number, or against 0.001 where all are smaller. */
function relativeError(actual: Float32Array, expected: Float32Array): number {
  const scale = expected.reduce((top, value) => Math.max(top, Math.abs(value)), 1e-3);
  return actual.reduce((top, value, at) => Math.max(top, Math.abs(value - (expected[at] ?? 0))), 0) / scale;
}

test('the tags are numbered as those of the oracle', () => {
  expect(set.tags).toEqual(golden.tags);
});

describe('the first step of a tiny SANER, against PyTorch', () => {
  let loss = 0;
  let found: Map<string, Float32Array>;

  beforeAll(async () => {
    const batch = batches[0] ?? [];
    const program = await crfProgram({
      encoder,
      set,
      parameters: unpack(golden.initial),
      frozen: new Set(),
      memory: new StepMemory(),
      beforeRead: () => {},
    });
    const words = batch.reduce((sum, { tags }) => sum + tags.length, 0);
    const step = await program.run(batch, words, { seed: 1, step: 0 });
    await program.close();
    loss = step.loss;
    const table = new Float32Array(config.memory * config.width);
    const rows = step.gradients.rows.get('saner.memory.weight');
    rows?.rows.forEach((row, at) => {
      const { width } = config;
      table.set(rows.data.subarray(at * width, (at + 1) * width), row * width);
    });
    found = new Map([...step.gradients.dense, ['saner.memory.weight', table]]);
  });

  test('the loss', () => {
    expect(loss / (golden.losses[0] ?? 0)).toBeCloseTo(1, 5);
  });

  test.each(Object.entries(golden.gradients))('the gradient of %s', (name, packed) => {
    expect(relativeError(found.get(name) ?? new Float32Array(), base64Array(packed))).toBeLessThan(1e-4);
  });
});

describe('four steps: Adam, clipping by value, warm-up and decay', () => {
  const losses: number[] = [];
  let parameters: Parameters;

  beforeAll(async () => {
    parameters = unpack(golden.initial);
    const { steps, warmup } = golden.settings;
    const settings = {
      ...DANN_DEFAULTS,
      ...golden.settings,
      warmup: warmup / steps,
      tagger: 'dann',
    } as const;
    const trainer = new Trainer(encoder, parameters, set, settings);
    for (const [step, batch] of batches.entries()) losses.push((await trainer.step([batch], step)).loss);
    trainer.finish();
    await trainer.close();
  });

  test('the losses', () => {
    const errors = losses.map((loss, at) => Math.abs(loss / (golden.losses[at] ?? 0) - 1));
    expect(losses).toHaveLength(golden.losses.length);
    expect(Math.max(...errors)).toBeLessThan(1e-4);
  });

  // Adam magnifies a gradient that is next to nothing, with its rounding.
  test.each(Object.entries(golden.final))('%s', (name, packed) => {
    const data = parameters.get(name)?.data ?? new Float32Array();
    expect(relativeError(data, base64Array(packed))).toBeLessThan(5e-4);
  });
});

test('some gradient is beyond the limit, and none is afterwards', () => {
  const dense = new Map([...unpack(golden.gradients)].map(([name, { data }]) => [name, data]));
  const largest = (): number =>
    Math.max(
      ...[...dense.values()].map((data) => data.reduce((top, value) => Math.max(top, Math.abs(value)), 0)),
    );
  expect(largest()).toBeGreaterThan(golden.settings.clipValue);
  clampGradients({ dense, rows: new Map() }, golden.settings.clipValue);
  expect(largest()).toBe(Math.fround(golden.settings.clipValue));
});
