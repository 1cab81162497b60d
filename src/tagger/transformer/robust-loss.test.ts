import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { LESSONS } from '../../../test/support/sentences.js';
import { temporaryFolder } from '../../../test/support/temporary-folder.js';
import { writeTinyBert } from '../../../test/support/tiny-bert.js';
import { loadBertEncoder } from '../../encoder/bert-encoder.js';
import type { Encoder } from '../../encoder/encoder.js';
import { emitOnnx } from '../../tensor/onnx/emit.js';
import { openSession } from '../../tensor/session.js';
import type { Parameters } from '../../tensor/train/parameters.js';
import { InferenceScope } from '../../tensor/train/scope.js';
import { StepProgram } from '../../tensor/train/step-program.js';
import { countWords, sizesOf, targetFeed, windowFeeds } from './batches.js';
import { addClassifier, taggingLoss, tagScores } from './classifier.js';
import { type Example, toExamples } from './examples.js';
import { logSoftmaxRows } from './log-softmax.js';
import { exponentAt, exponentFeed } from './robust.js';
import { tagSet } from './tag-set.js';

const set = tagSet(['DISEASE', 'DRUG']);
const TAGS = set.tags.length;
const BIAS = 'classifier.bias';

let encoder: Encoder;
let parameters: Parameters;
let batch: Example[];

beforeAll(async () => {
  const folder = temporaryFolder();
  await writeTinyBert(folder);
  const config = join(folder, 'config.json');
  const without = { hidden_dropout_prob: 0, attention_probs_dropout_prob: 0 };
  writeFileSync(config, JSON.stringify({ ...JSON.parse(readFileSync(config, 'utf8')), ...without }));
  ({ encoder, parameters } = await loadBertEncoder(folder));
  addClassifier(parameters, encoder.hidden, TAGS, 3);
  parameters.get(BIAS)?.data.set([0.4, -0.3, 0.8, 0.1, -0.6]);
  batch = await toExamples(LESSONS, encoder, set);
});

const feeds = (robust = 1) => {
  const { length } = sizesOf(batch);
  const windows = batch.map(({ window }) => window);
  return {
    ...windowFeeds(encoder, windows, length),
    target: targetFeed(batch, length, TAGS, countWords(batch) * robust),
  };
};

/** Σ (1 − p^q)/q over the words, from the scores alone. */
async function expected(robust: number): Promise<number> {
  const program = emitOnnx({
    scores: tagScores(new InferenceScope(parameters), encoder, TAGS, 'batch', 'length'),
  });
  const session = await openSession(program);
  const { target: _, ...inputs } = feeds();
  const logs = logSoftmaxRows((await session.run(inputs)).scores?.data as Float32Array, TAGS);
  await session.close();
  const { length } = sizesOf(batch);
  let sum = 0;
  batch.forEach(({ window, tags }, row) => {
    window.words.forEach(({ piece }, at) => {
      const log = logs[(row * length + piece) * TAGS + (tags[at] as number)] as number;
      sum += robust === 0 ? -log : (1 - Math.exp(robust * log)) / robust;
    });
  });
  return sum / countWords(batch);
}

async function run(robust?: number) {
  const program = await StepProgram.build({
    parameters,
    loss: (scope) => taggingLoss(scope, encoder, TAGS, ['batch', 'length'], robust !== undefined),
  });
  const { loss, gradients } = await program.run(
    { ...feeds(robust), ...exponentFeed(robust) },
    { seed: 1, step: 0, sizes: sizesOf(batch) },
  );
  const bias = Array.from(gradients.dense.get(BIAS) ?? []);
  await program.close();
  return { loss, bias };
}

test.each([0.1, 0.7, 1])('generalised cross-entropy of exponent %d', async (robust) => {
  const { loss, bias } = await run(robust);
  expect(loss).toBeCloseTo(await expected(robust), 5);
  const { data } = parameters.get(BIAS) as { data: Float32Array };
  const step = 0.01;
  for (const [tag, gradient] of bias.entries()) {
    const before = data[tag] as number;
    data[tag] = before + step;
    const above = await expected(robust);
    data[tag] = before - step;
    const below = await expected(robust);
    data[tag] = before;
    expect(gradient).toBeCloseTo((above - below) / (2 * step), 3);
  }
});

test('it nears cross-entropy as the exponent nears 0', async () => {
  const { loss } = await run();
  expect(loss).toBeCloseTo(await expected(0), 5);
  expect((await run(0.001)).loss).toBeCloseTo(loss, 2);
});

test('the exponent rises over half of the steps, from next to cross-entropy', () => {
  expect([0, 25, 50, 99].map((step) => exponentAt(step, 100, 0.7))).toEqual([0.01, 0.35, 0.7, 0.7]);
});
