import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { base64Array } from '../../../test/support/base64-array.js';
import { temporaryFolder } from '../../../test/support/temporary-folder.js';
import { type TinySizes, writeTinyBert } from '../../../test/support/tiny-bert.js';
import { loadBertEncoder } from '../../encoder/bert-encoder.js';
import type { EncoderWithWeights } from '../../encoder/encoder.js';
import type { Gradients } from '../../tensor/train/adamw.js';
import { globalNorm } from '../../tensor/train/clip.js';
import type { Parameters } from '../../tensor/train/parameters.js';
import { StepProgram } from '../../tensor/train/step-program.js';
import { bucketLength, targetFeed, windowFeeds } from './batches.js';
import { taggingLoss } from './classifier.js';
import type { Example } from './examples.js';
import { tagSet } from './tag-set.js';
import { Trainer } from './trainer.js';

type Packed = Readonly<Record<string, string>>;

interface GoldenBatch {
  readonly lengths: readonly number[];
  readonly ids: readonly (readonly number[])[];
  readonly types: readonly (readonly number[])[];
  readonly labels: readonly (readonly number[])[];
}

/** What scripts/oracles/bert-step.py writes. */
interface Golden {
  readonly config: TinySizes;
  readonly labels: readonly string[];
  readonly settings: Record<'steps' | 'warmup' | 'learningRate' | 'weightDecay' | 'clip', number>;
  readonly batches: readonly GoldenBatch[];
  readonly losses: readonly number[];
  readonly norms: readonly number[];
  readonly shapes: Readonly<Record<string, readonly number[]>>;
  readonly initial: Packed;
  readonly gradients: Packed;
  readonly final: Packed;
}

const golden: Golden = JSON.parse(readFileSync(new URL('bert-step.golden.json', import.meta.url), 'utf8'));
const batches = golden.batches.map(toExamples);
const set = tagSet(golden.labels);
const settings = {
  ...golden.settings,
  warmup: golden.settings.warmup / golden.settings.steps,
  batch: batches[0]?.length ?? 0,
  seed: 1,
};
const folder = temporaryFolder();

/** Rows of pieces as examples: padding cut off, labelled pieces as words. */
function toExamples({ lengths, ids, types, labels }: GoldenBatch): Example[] {
  return lengths.map((length, row) => {
    const own = (labels[row] ?? []).slice(0, length);
    const labelled = own.flatMap((tag, piece) => (tag < 0 ? [] : [{ tag, piece }]));
    const columns = {
      input_ids: (ids[row] ?? []).slice(0, length),
      attention_mask: own.map(() => 1),
      token_type_ids: (types[row] ?? []).slice(0, length),
    };
    const words = labelled.map(({ piece }, word) => ({ word, piece }));
    return {
      sentence: `row ${row}`,
      window: { length, columns, words },
      tags: labelled.map(({ tag }) => tag),
    };
  });
}

function unpack(packed: Packed): Parameters {
  return new Map(
    Object.entries(packed).map(([name, text]) => [
      name,
      { shape: golden.shapes[name] ?? [], data: base64Array(text) },
    ]),
  );
}

async function loadGolden(): Promise<EncoderWithWeights> {
  const loaded = await loadBertEncoder(join(folder, 'bert'));
  for (const [name, parameter] of unpack(golden.initial)) loaded.parameters.set(name, parameter);
  return loaded;
}

/** The largest difference against the largest expected number, or against 0.001 where all are smaller. */
function relativeError(actual: Float32Array, expected: Float32Array): number {
  const scale = expected.reduce((top, value) => Math.max(top, Math.abs(value)), 1e-3);
  return actual.reduce((top, value, at) => Math.max(top, Math.abs(value - (expected[at] ?? 0))), 0) / scale;
}

/** A gradient by name, rows put in their places. */
function wholeGradient({ dense, rows }: Gradients, name: string): Float32Array {
  const found = dense.get(name);
  if (found !== undefined) return found;
  const [height = 0, width = 0] = golden.shapes[name] ?? [];
  const whole = new Float32Array(height * width);
  rows.get(name)?.rows.forEach((row, place) => {
    const from = place * width;
    whole.set(rows.get(name)?.data.subarray(from, from + width) ?? [], row * width);
  });
  return whole;
}

beforeAll(() => writeTinyBert(join(folder, 'bert'), golden.config));

describe('the first step of a tiny BERT, against PyTorch', () => {
  let loss = 0;
  let gradients: Gradients;
  let program: StepProgram;

  beforeAll(async () => {
    const { encoder, parameters } = await loadGolden();
    const batch = batches[0] ?? [];
    const length = bucketLength(Math.max(...batch.map(({ window }) => window.length)));
    program = await StepProgram.build({
      parameters,
      loss: (scope) => taggingLoss(scope, encoder, set.tags.length, [batch.length, length]),
    });
    const windows = batch.map(({ window }) => window);
    const target = targetFeed(batch, length, set.tags.length);
    const feeds = { ...windowFeeds(encoder, windows, length), target };
    ({ loss, gradients } = await program.run(feeds, { seed: 1, step: 0 }));
  });
  afterAll(() => program.close());

  test('the loss and the norm of all gradients', () => {
    expect(loss / (golden.losses[0] ?? 0)).toBeCloseTo(1, 5);
    expect(globalNorm(gradients) / (golden.norms[0] ?? 0)).toBeCloseTo(1, 5);
  });

  test.each(Object.entries(golden.gradients))('the gradient of %s', (name, packed) => {
    expect(relativeError(wholeGradient(gradients, name), base64Array(packed))).toBeLessThan(1e-4);
  });
});

describe('four steps: AdamW, clipping, warm-up and decay, rows that wait for their first gradient', () => {
  const losses: number[] = [];
  let parameters: Parameters;

  beforeAll(async () => {
    const loaded = await loadGolden();
    parameters = loaded.parameters;
    const trainer = new Trainer(loaded.encoder, parameters, set, settings);
    for (const [step, batch] of batches.entries()) losses.push((await trainer.step([batch], step)).loss);
    trainer.finish();
    await trainer.close();
  });

  test('the losses', () => {
    const errors = losses.map((loss, at) => Math.abs(loss / (golden.losses[at] ?? 0) - 1));
    expect(losses).toHaveLength(golden.losses.length);
    expect(Math.max(...errors)).toBeLessThan(1e-4);
  });

  // Adding the same to every key leaves attention as it is: the gradient of a key's bias is rounding alone, which Adam magnifies.
  const compared = Object.entries(golden.final).filter(([name]) => !name.endsWith('.key.bias'));

  test.each(compared)('%s', (name, packed) => {
    const found = parameters.get(name)?.data ?? new Float32Array();
    expect(relativeError(found, base64Array(packed))).toBeLessThan(1e-4);
  });
});
