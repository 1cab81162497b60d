import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { collect, LESSONS, plain, sentenceOf } from '../../../test/support/sentences.js';
import { temporaryFolder } from '../../../test/support/temporary-folder.js';
import { writeTinyBert } from '../../../test/support/tiny-bert.js';
import { HilgenError } from '../../base/errors.js';
import type { Sentence, Span } from '../../corpus/sentence.js';
import { loadBertEncoder } from '../../encoder/bert-encoder.js';
import { wordsOf } from './examples.js';
import { asTaggerModel } from './model.js';
import { TRAIN_DEFAULTS, type TrainedTagger, type TrainSettings, trainTransformer } from './train.js';

const folder = mkdtempSync(join(temporaryFolder(), 'bert-'));
const SETTINGS: TrainSettings = { ...TRAIN_DEFAULTS, steps: 12, batch: 4, learningRate: 5e-3, seed: 3 };

const train = async (change: Partial<TrainSettings> = {}): Promise<TrainedTagger> =>
  trainTransformer(LESSONS, await loadBertEncoder(folder), { ...SETTINGS, ...change });

const bytesOf = ({ parameters }: TrainedTagger): Buffer =>
  Buffer.concat([...parameters.values()].map(({ data }) => Buffer.from(data.buffer)));

beforeAll(() => writeTinyBert(folder));

test('the same seed gives the same weights, bit for bit; another seed gives others', async () => {
  const first = await train();
  const again = await train();
  const other = await train({ seed: 4 });
  expect(first.losses).toEqual(again.losses);
  expect(bytesOf(first).equals(bytesOf(again))).toBe(true);
  expect(bytesOf(first).equals(bytesOf(other))).toBe(false);
});

test('progress is told step by step, and a signal stops the training', async () => {
  const controller = new AbortController();
  const seen: number[] = [];
  const work = {
    signal: controller.signal,
    onProgress: ({ done }: { readonly done: number }) => {
      seen.push(done);
      if (done === 3) controller.abort();
    },
  };
  const stopped = trainTransformer(LESSONS, await loadBertEncoder(folder), SETTINGS, work);
  await expect(stopped).rejects.toMatchObject({ code: 'interrupted' });
  expect(seen).toEqual([1, 2, 3]);
});

test('a loss that is no number stops the training and names the step, its sentences and a way out', async () => {
  const error: HilgenError = await train({ learningRate: 1e38, warmup: 0 }).catch((cause) => cause);
  expect(error).toBeInstanceOf(HilgenError);
  expect(error.message).toMatch(
    /^step [23]: the loss is .*\n {2}Try a smaller learning rate or a longer warm-up\.$/,
  );
  const named = LESSONS.filter(({ id }) => error.message.includes(id));
  expect(named.length).toBeGreaterThan(0);
});

test('weights that are no numbers stop the first step and are named', async () => {
  const loaded = await loadBertEncoder(folder);
  loaded.parameters.get('bert.encoder.layer.0.output.dense.bias')?.data.fill(Number.NaN);
  const training = trainTransformer(LESSONS, loaded, SETTINGS);
  await expect(training).rejects.toThrow(
    /^step 1: the loss is NaN, sentences .*\n {2}It is the first step: the weights of the encoder/,
  );
});

test('the log tells what each step came to', async () => {
  let clock = 0;
  const loaded = await loadBertEncoder(folder);
  const { log, losses } = await trainTransformer(LESSONS, loaded, SETTINGS, { now: () => (clock += 250) });
  expect(log.map(({ step }) => step)).toEqual(Array.from({ length: 12 }, (_, at) => at + 1));
  const steps = log.filter((record) => record.kind === 'step');
  expect(steps.map(({ loss }) => loss)).toEqual(losses);
  expect(Math.max(...steps.map(({ learningRate }) => learningRate))).toBe(SETTINGS.learningRate);
  expect(steps.at(-1)?.epoch).toBeCloseTo((12 * 4) / LESSONS.length, 2);
  for (const { tokens, tokensPerSecond, norm } of steps) {
    expect(norm).toBeGreaterThan(0);
    expect(tokens).toBeGreaterThan(4 * 3);
    expect(tokensPerSecond).toBe(tokens * 4);
  }
});

test('sentences without a label teach nothing', async () => {
  const sentences = [sentenceOf('no drug was given')];
  const loaded = await loadBertEncoder(folder);
  await expect(trainTransformer(sentences, loaded, SETTINGS)).rejects.toThrow('nothing to learn from');
});

describe('a model that has learnt its lessons', () => {
  let trained: TrainedTagger;
  beforeAll(async () => {
    trained = await train({ steps: 300 });
  });

  const tagWith = async (sentences: readonly Sentence[]): Promise<(readonly Span[])[]> => {
    const model = await asTaggerModel(trained);
    const found = await collect(model.tag(sentences));
    await model.close();
    return found;
  };

  test('says them by heart, with scores', async () => {
    const found = await tagWith(LESSONS);
    expect(found.map(plain)).toEqual(LESSONS.map(({ spans }) => plain(spans)));
    const scores = found.flat().map(({ score = 0 }) => score);
    expect(Math.min(...scores)).toBeGreaterThan(0.5);
    expect(Math.max(...scores)).toBeLessThanOrEqual(1);
  });

  test('tags a sentence of many windows from end to end', async () => {
    const once = LESSONS.map(({ text }) => text).join(' ');
    const long = sentenceOf(Array(8).fill(once).join(' '));
    const windows = (await trained.encoder.split([wordsOf(long)])).flat();
    expect(windows.reduce((sum, { length }) => sum + length, 0)).toBeGreaterThan(600);
    const [found = []] = await tagWith([long]);
    const expected = 8 * LESSONS.flatMap(({ spans }) => spans).length;
    expect(found.length).toBeGreaterThan(0.7 * expected);
    expect(found.length).toBeLessThan(1.3 * expected);
    expect(found.at(-1)?.start).toBeGreaterThan(0.95 * long.text.length);
  });

  test('finds nothing in a sentence without words, and still tags its neighbours', async () => {
    const [lesson] = LESSONS as [Sentence];
    const found = await tagWith([sentenceOf(''), lesson, sentenceOf('')]);
    expect(found.map(plain)).toEqual([[], plain(lesson.spans), []]);
  });

  test('gives the same whatever order the sentences come in', async () => {
    const found = await tagWith(LESSONS.toReversed());
    expect(found.map(plain)).toEqual(LESSONS.toReversed().map(({ spans }) => plain(spans)));
  });
});
