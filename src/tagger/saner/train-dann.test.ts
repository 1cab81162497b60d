import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { collect, LESSONS, plain, sentenceOf } from '../../../test/support/sentences.js';
import { smallWordVectors } from '../../../test/support/small-word-vectors.js';
import { temporaryFolder } from '../../../test/support/temporary-folder.js';
import { writeTinyBert } from '../../../test/support/tiny-bert.js';
import { bytesOf } from '../../../test/support/weights.js';
import { HilgenError } from '../../base/errors.js';
import { readCorpus } from '../../corpus/corpora.js';
import type { Sentence, Span } from '../../corpus/sentence.js';
import { loadBertEncoder } from '../../encoder/bert-encoder.js';
import type { EncoderWithWeights } from '../../encoder/encoder.js';
import { newVectorsEncoder } from '../../encoder/vectors-encoder.js';
import { cachedWordVectors } from '../../encoder/wink-embeddings.js';
import { NearestTagger } from '../nearest/tagger.js';
import type { TaggerModel } from '../tagger.js';
import { openTaggerEncoder } from '../tagger-encoders.js';
import { saveTransformer } from '../transformer/files.js';
import { FolderCheckpoint } from '../transformer/folder-checkpoint.js';
import { asTaggerModel, openTransformer } from '../transformer/model.js';
import type { TrainOptions } from '../transformer/train.js';
import type { TrainedDann } from '../transformer/trained-tagger.js';
import { openWordVectors } from '../transformer/vectors.js';
import { DANN_DEFAULTS, type DannSettings } from './settings.js';
import { asNearestTagger, trainDann } from './train-dann.js';

vi.mock('../../encoder/wink-embeddings.js');

const folder = temporaryFolder();
const bert = join(folder, 'bert');
const SMALL: DannSettings = {
  ...DANN_DEFAULTS,
  width: 16,
  heads: 2,
  layers: 1,
  intermediate: 32,
  neighbours: 3,
  embeddingDropout: 0.1,
  outputDropout: 0.1,
  steps: 160,
  batch: 4,
  learningRate: 1e-2,
  seed: 3,
};

const ENCODERS: Readonly<Record<string, () => Promise<EncoderWithWeights>>> = {
  'over a BERT': () => loadBertEncoder(bert),
  'over vectors only': () => newVectorsEncoder(1),
};

beforeAll(async () => {
  await writeTinyBert(bert);
  vi.mocked(cachedWordVectors).mockResolvedValue(await smallWordVectors(folder));
});

const found = async (model: TaggerModel, sentences: readonly Sentence[]): Promise<(readonly Span[])[]> => {
  const spans = await collect(model.tag(sentences));
  await model.close();
  return spans;
};

describe.each(Object.entries(ENCODERS))('%s', (name, load) => {
  const saved = join(folder, name);
  const short = { ...SMALL, steps: 8, evaluateEvery: 2 };
  let trained: TrainedDann;
  /** Of few steps, neither interrupted nor watched. */
  let whole: TrainedDann;
  beforeAll(async () => {
    whole = await trainDann(LESSONS, await load(), short);
    trained = await trainDann(LESSONS, await load(), SMALL);
    await saveTransformer(saved, trained);
  });

  test('its lessons are learnt by heart, by its chain and by its neighbours', async () => {
    const gold = LESSONS.map(({ spans }) => plain(spans));
    expect((await found(await asTaggerModel(trained), LESSONS)).map(plain)).toEqual(gold);
    expect((await found(await asNearestTagger(trained), LESSONS)).map(plain)).toEqual(gold);
  });

  test('saved and opened again, it finds the same, words it never saw included', async () => {
    const unseen = sentenceOf('Fevers of antihistaminess eased 2 unheard mice');
    const all = [...LESSONS, unseen, sentenceOf('rash'), sentenceOf('')];
    const opened = await openTransformer(saved);
    expect(await found(opened, all)).toEqual(await found(await asTaggerModel(trained), all));
    const words = await openWordVectors(saved, 'hidden');
    const support = await readCorpus(join(saved, 'support.jsonl'));
    expect(support.map(({ text, spans }) => [text, plain(spans)])).toEqual(
      LESSONS.map(({ text, spans }) => [text, plain(spans)]),
    );
    const near = await NearestTagger.over(words, support, 'squared-euclidean');
    expect(await found(near, all)).toEqual(await found(await asNearestTagger(trained), all));
  });

  test('the folder says what it is', () => {
    const manifest = JSON.parse(readFileSync(join(saved, 'manifest.json'), 'utf8'));
    expect(manifest).toMatchObject({
      kind: 'dann',
      encoder: 'saner',
      neighbours: { support: 'support.jsonl', vectors: 'hidden', distance: 'squared-euclidean' },
      settings: { width: 16, neighbours: 3, clipValue: 5, beta2: 0.99 },
    });
    const { id2label } = JSON.parse(readFileSync(join(saved, 'config.json'), 'utf8'));
    expect(Object.values(id2label)).toHaveLength(1 + 2 * 4);
    expect(readdirSync(saved)).toContain('memory.json');
  });

  test('interrupted twice, it ends with the weights of a run that was not', async () => {
    const path = join(folder, `${name}.checkpoint`);
    const checkpoint = (): FolderCheckpoint => new FolderCheckpoint(path, { now: () => 0 });
    for (const step of [3, 6]) {
      const controller = new AbortController();
      const options: TrainOptions = {
        checkpoint: checkpoint(),
        signal: controller.signal,
        onProgress: ({ done, total }) => {
          if (total === short.steps && done >= step) controller.abort();
        },
      };
      const stopped = trainDann(LESSONS, await load(), short, options);
      await expect(stopped).rejects.toThrow(`goes on after step ${step}`);
    }
    const resumed = await trainDann(LESSONS, await load(), short, { checkpoint: checkpoint() });
    expect(resumed.losses).toEqual(whole.losses);
    expect(bytesOf(resumed.parameters).equals(bytesOf(whole.parameters))).toBe(true);
  });

  test('development sentences choose the weights, and looking changes none', async () => {
    let looks = 0;
    const development = { sentences: LESSONS.slice(0, 2), score: () => looks++ };
    const watched = await trainDann(LESSONS, await load(), short, { development });
    expect(looks).toBe(4);
    expect(bytesOf(watched.parameters).equals(bytesOf(whole.parameters))).toBe(true);
  });

  test('one label, and sentences of one word, are enough', async () => {
    const sentences = ['rash/DISEASE', 'pain/DISEASE', 'mice', 'fever/DISEASE'].map((text) =>
      sentenceOf(text),
    );
    const small = await trainDann(sentences, await load(), { ...SMALL, steps: 60 });
    const gold = sentences.map(({ spans }) => plain(spans));
    expect((await found(await asTaggerModel(small), sentences)).map(plain)).toEqual(gold);
    expect((await found(await asNearestTagger(small), sentences)).map(plain)).toEqual(gold);
  });

  test('a sentence longer than its windows is tagged from end to end', async () => {
    const once = LESSONS.map(({ text }) => text).join(' ');
    const long = sentenceOf(Array(16).fill(once).join(' '));
    const [spans = []] = await found(await asTaggerModel(trained), [long]);
    const expected = 16 * LESSONS.flatMap((lesson) => lesson.spans).length;
    expect(spans.length / expected).toBeGreaterThan(0.7);
    expect(spans.length / expected).toBeLessThan(1.3);
  });
});

test('the layers that are asked for are averaged; one that is not there is named', async () => {
  const settings = { ...SMALL, steps: 1 };
  const train = async (featureLayers: number[]): Promise<TrainedDann> =>
    trainDann(LESSONS, await loadBertEncoder(bert), { ...settings, featureLayers });
  const windowOf = async ({ encoder }: TrainedDann) => {
    const [[window] = []] = await encoder.split([['rash', 'and', 'fever']]);
    return Array.from(window?.columns.features ?? []);
  };
  const [low, high, both] = [await train([0]), await train([1]), await train([0, 1])];
  const [a, b] = [await windowOf(low), await windowOf(high)];
  (await windowOf(both)).forEach((value, at) => {
    expect(value).toBeCloseTo(((a[at] ?? 0) + (b[at] ?? 0)) / 2, 5);
  });
  expect(a).not.toEqual(b);
  await expect(train([2])).rejects.toThrow('layer 2 is asked for, the encoder has layers 0');
  const saved = join(folder, 'both');
  await saveTransformer(saved, both);
  const encoder = await openTaggerEncoder('saner', saved);
  expect(await windowOf({ ...both, encoder })).toEqual(await windowOf(both));
  await Promise.all([low, high, both, { encoder }].map((each) => each.encoder.close?.()));
});

test('a folder whose files do not fit is refused', async () => {
  const saved = join(folder, 'misfit');
  await saveTransformer(saved, await trainDann(LESSONS, await newVectorsEncoder(1), { ...SMALL, steps: 1 }));
  writeFileSync(join(saved, 'memory.json'), '["rash"]');
  await expect(openTransformer(saved)).rejects.toThrow('2 rows of memory where config.json says');
  writeFileSync(join(saved, 'memory.json'), '{}');
  await expect(openTransformer(saved)).rejects.toThrow('not that of a model of kind dann');
});

test('without word vectors it says how to install them', async () => {
  vi.resetModules();
  const fresh = await import('./train-dann.js');
  const notInstalled = new HilgenError('missing', { what: 'not installed', hint: 'npm install them' });
  const { cachedWordVectors: cached } = await import('../../encoder/wink-embeddings.js');
  vi.mocked(cached).mockRejectedValue(notInstalled);
  await expect(fresh.trainDann(LESSONS, await loadBertEncoder(bert), SMALL)).rejects.toThrow(
    'npm install them',
  );
});
