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

test('a loss that is no number stops the training and names the step', async () => {
  const error: HilgenError = await train({ learningRate: 1e38, warmup: 0 }).catch((cause) => cause);
  expect(error).toBeInstanceOf(HilgenError);
  expect(error.message).toMatch(/^step \d+: the loss is .*\n {2}Try a smaller learning rate\.$/);
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
