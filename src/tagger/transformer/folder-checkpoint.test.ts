import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { LESSONS } from '../../../test/support/sentences.js';
import { temporaryFolder } from '../../../test/support/temporary-folder.js';
import { writeTinyBert } from '../../../test/support/tiny-bert.js';
import { bytesOf } from '../../../test/support/weights.js';
import { loadBertEncoder } from '../../encoder/bert-encoder.js';
import type { EncoderWithWeights } from '../../encoder/encoder.js';
import { newVectorsEncoder } from '../../encoder/vectors-encoder.js';
import type { TrainState } from './checkpoint.js';
import { FolderCheckpoint } from './folder-checkpoint.js';
import {
  TRAIN_DEFAULTS,
  type TrainedTagger,
  type TrainOptions,
  type TrainSettings,
  trainTransformer,
} from './train.js';

const folder = temporaryFolder();
const bert = join(folder, 'bert');
const STEPS = 10;
const SETTINGS: TrainSettings = { ...TRAIN_DEFAULTS, steps: STEPS, batch: 4, learningRate: 5e-3, seed: 3 };
const DECAYING: TrainSettings = {
  ...SETTINGS,
  weightDecay: 0.3,
  accumulate: 2,
  layerDecay: 0.5,
  batchTokens: 96,
};

/** A score that rises and falls, so that the best weights are not the last. */
const development = (): TrainOptions['development'] => {
  const scores = [0.2, 0.7, 0.4, 0.6];
  let looks = 0;
  return { sentences: LESSONS, score: () => scores[looks++ % scores.length] ?? 0 };
};

interface Case {
  readonly name: string;
  readonly load: () => Promise<EncoderWithWeights>;
  readonly settings: TrainSettings;
}

const CASES: readonly Case[] = [
  { name: 'BERT', load: () => loadBertEncoder(bert), settings: SETTINGS },
  { name: 'BERT, decay owed, accumulated, by layer', load: () => loadBertEncoder(bert), settings: DECAYING },
  { name: 'BERT, CRF', load: () => loadBertEncoder(bert), settings: { ...DECAYING, tagger: 'crf' } },
  { name: 'BERT, head only', load: () => loadBertEncoder(bert), settings: { ...SETTINGS, freeze: 'all' } },
  { name: 'word vectors', load: () => newVectorsEncoder(2), settings: { ...SETTINGS, learningRate: 1e-3 } },
];

const at = (name: string): string => join(mkdtempSync(join(folder, 'run-')), name);

const store = (path: string, everySteps?: number, remarks: string[] = []): FolderCheckpoint =>
  new FolderCheckpoint(path, { everySteps, now: () => 0, remark: (text) => remarks.push(text) });

/** Trains until so many steps are done, then is interrupted. */
async function interruptedAt(step: number, { load, settings }: Case, options: TrainOptions): Promise<void> {
  const controller = new AbortController();
  const onProgress = ({ done }: { readonly done: number }): void => {
    if (done >= step) controller.abort();
  };
  const work = { ...options, signal: controller.signal, onProgress };
  await expect(trainTransformer(LESSONS, await load(), settings, work)).rejects.toMatchObject({
    code: 'interrupted',
    message: expect.stringContaining(`goes on after step ${step}`),
  });
}

const train = async ({ load, settings }: Case, options: TrainOptions = {}): Promise<TrainedTagger> =>
  trainTransformer(LESSONS, await load(), settings, options);

beforeAll(() => writeTinyBert(bert));

describe.each(CASES)('$name', (each) => {
  test('interrupted twice, it ends with the weights and losses of a run that was not', async () => {
    const whole = await train(each);
    const path = at('model.checkpoint');
    for (const step of [3, 7]) await interruptedAt(step, each, { checkpoint: store(path) });
    const resumed = await train(each, { checkpoint: store(path) });
    expect(resumed.losses).toEqual(whole.losses);
    expect(bytesOf(resumed.parameters).equals(bytesOf(whole.parameters))).toBe(true);
  });
});

test('the best weights and their scores are part of the state', async () => {
  const [each] = CASES as [Case];
  const settings = { ...each.settings, evaluateEvery: 2 };
  const whole = await train({ ...each, settings }, { development: development() });
  const path = at('model.checkpoint');
  const shared = development();
  await interruptedAt(7, { ...each, settings }, { checkpoint: store(path), development: shared });
  const resumed = await train({ ...each, settings }, { checkpoint: store(path), development: shared });
  const plain = ({ log }: TrainedTagger): unknown =>
    log.map(({ seconds: _, ...record }) => ({ ...record, tokensPerSecond: 0 }));
  expect(plain(resumed)).toEqual(plain(whole));
  expect(bytesOf(resumed.parameters).equals(bytesOf(whole.parameters))).toBe(true);
});

describe('a run that dies without a word', () => {
  const [each] = CASES as [Case];
  const dies =
    (at: number) =>
    ({ done }: { readonly done: number }): void => {
      if (done === at) throw new Error('killed');
    };

  test('goes on from the state kept last, and its log has every step once', async () => {
    const path = at('model.checkpoint');
    await expect(train(each, { checkpoint: store(path, 3), onProgress: dies(8) })).rejects.toThrow('killed');
    expect(readdirSync(path).sort()).toEqual(['manifest.json', 'step-6.safetensors', 'train.log.jsonl']);
    const remarks: string[] = [];
    const seen: number[] = [];
    const resumed = await train(each, {
      checkpoint: store(path, 3, remarks),
      onProgress: ({ done }) => seen.push(done),
    });
    expect(remarks).toEqual([`goes on after step 6, kept in ${path}\n`]);
    expect(seen).toEqual([6, 7, 8, 9, 10]);
    const lines = readFileSync(join(path, 'train.log.jsonl'), 'utf8').trim().split('\n');
    expect(lines.map((line) => JSON.parse(line).step)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(bytesOf(resumed.parameters).equals(bytesOf((await train(each)).parameters))).toBe(true);
  });

  test('starts anew where nothing was kept yet', async () => {
    const path = at('model.checkpoint');
    await expect(train(each, { checkpoint: store(path, 5), onProgress: dies(2) })).rejects.toThrow('killed');
    const seen: number[] = [];
    await train(each, { checkpoint: store(path), onProgress: ({ done }) => seen.push(done) });
    expect(seen[0]).toBe(1);
  });
});

describe('when a state is kept', () => {
  const empty: Omit<TrainState, 'step'> = {
    log: [],
    weights: new Map(),
    optimiser: { steps: 0, moments: new Map(), tables: new Map() },
  };

  test('every minute, less often where writing is slow', async () => {
    let clock = 0;
    let perLook = 0;
    const now = (): number => (clock += perLook);
    const checkpoint = new FolderCheckpoint(at('model.checkpoint'), { now });
    await checkpoint.load('key');
    const dueAfter = (seconds: number): boolean => {
      clock += 1000 * seconds;
      return checkpoint.isDue(1);
    };
    expect([dueAfter(59), dueAfter(2)]).toEqual([false, true]);
    await checkpoint.save('key', { ...empty, step: 1 });
    expect([dueAfter(59), dueAfter(2)]).toEqual([false, true]);
    perLook = 10_000;
    await checkpoint.save('key', { ...empty, step: 2 });
    perLook = 0;
    expect([dueAfter(180), dueAfter(60 * 4)]).toEqual([false, true]);
  });

  test('what was being written when the process died is passed over and cleared away', async () => {
    const path = at('model.checkpoint');
    const checkpoint = store(path);
    await checkpoint.load('key');
    await checkpoint.save('key', { ...empty, step: 3 });
    writeFileSync(join(path, 'step-6.safetensors'), 'half');
    writeFileSync(join(path, 'step-6.safetensors.77.tmp'), 'half');
    expect(await store(path).load('key')).toMatchObject({ step: 3 });
    await checkpoint.save('key', { ...empty, step: 9 });
    expect(readdirSync(path).sort()).toEqual(['manifest.json', 'step-9.safetensors', 'train.log.jsonl']);
  });
});

describe('what is kept', () => {
  const [each] = CASES as [Case];

  test.each([
    ['another setting', { ...each, settings: { ...SETTINGS, seed: 4 } }, LESSONS],
    ['other sentences', each, LESSONS.slice(1)],
  ])('is discarded with a remark for %s', async (_, other, sentences) => {
    const path = at('model.checkpoint');
    await interruptedAt(4, each, { checkpoint: store(path) });
    const remarks: string[] = [];
    const checkpoint = store(path, undefined, remarks);
    const found = await trainTransformer(sentences, await other.load(), other.settings, { checkpoint });
    expect(remarks).toEqual([`${path} is of other settings, data or weights: training starts anew\n`]);
    const alone = await trainTransformer(sentences, await other.load(), other.settings);
    expect(bytesOf(found.parameters).equals(bytesOf(alone.parameters))).toBe(true);
  });

  test('is named where it is damaged', async () => {
    const path = at('model.checkpoint');
    await interruptedAt(4, each, { checkpoint: store(path) });
    writeFileSync(join(path, 'step-4.safetensors'), 'oops');
    await expect(train(each, { checkpoint: store(path) })).rejects.toThrow(
      /the checkpoint is damaged\n.*Remove/,
    );
  });

  test('is removed in the end; a folder of somebody else is not touched', async () => {
    const path = at('model.checkpoint');
    const checkpoint = store(path);
    await train(each, { checkpoint });
    checkpoint.clear();
    expect(existsSync(path)).toBe(false);
    mkdirSync(path);
    writeFileSync(join(path, 'thesis.txt'), 'precious');
    await expect(train(each, { checkpoint })).rejects.toThrow('holds something else');
    const model = at('model');
    cpSync(bert, model, { recursive: true });
    writeFileSync(join(model, 'manifest.json'), '{"kind":"transformer","version":1}');
    await expect(train(each, { checkpoint: store(model) })).rejects.toThrow('holds no checkpoint');
    expect(readdirSync(path)).toEqual(['thesis.txt']);
  });
});
