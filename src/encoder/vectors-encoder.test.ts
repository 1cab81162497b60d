import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { collect, LESSONS, plain, sentenceOf } from '../../test/support/sentences.js';
import { temporaryFolder } from '../../test/support/temporary-folder.js';
import { HilgenError } from '../base/errors.js';
import type { Span } from '../corpus/sentence.js';
import type { TaggerModel } from '../tagger/tagger.js';
import { saveTransformer } from '../tagger/transformer/files.js';
import { asTaggerModel, openTransformer } from '../tagger/transformer/model.js';
import { TRAIN_DEFAULTS, type TrainedTagger, trainTransformer } from '../tagger/transformer/train.js';
import { convertWordVectors } from './convert-word-vectors.js';
import { newVectorsEncoder } from './vectors-encoder.js';
import { cachedWordVectors } from './wink-embeddings.js';

vi.mock('./wink-embeddings.js');

const folder = temporaryFolder();
const settings = { ...TRAIN_DEFAULTS, steps: 60, batch: 5, learningRate: 3e-3, seed: 2 };
const notInstalled = new HilgenError('missing', { what: 'no word vectors', hint: 'npm install them' });

async function train(remark?: (text: string) => void): Promise<TrainedTagger> {
  return trainTransformer(LESSONS, await newVectorsEncoder(2, remark), settings);
}

async function tagAndClose(model: TaggerModel): Promise<(readonly Span[])[]> {
  const found = await collect(model.tag(LESSONS));
  await model.close();
  return found;
}

/** Five words with vectors of two dimensions, as the package's file is laid out. */
async function smallWordVectors(): Promise<string> {
  const words = ['fever', 'rash', 'pain', 'aspirin', 'the'];
  const vectors = Object.fromEntries(words.map((word, at) => [word, [at - 2, 1, 1.5, at]]));
  const head = { precision: 8, l2NormIndex: 2, wordIndex: 3, size: words.length, dimensions: 2 };
  const [json, path] = [join(folder, 'vectors.json'), join(folder, 'vectors.bin')];
  writeFileSync(json, JSON.stringify({ ...head, words, vectors, unkVector: [0, -1] }));
  await convertWordVectors(json, path);
  return path;
}

test('without word vectors it says so, learns from characters, and is the same saved and opened again', async () => {
  vi.mocked(cachedWordVectors).mockRejectedValue(notInstalled);
  const remarks: string[] = [];
  const trained = await train((text) => remarks.push(text));
  expect(remarks).toEqual(['no word vectors: the encoder has character features only (npm install them)\n']);
  const found = await tagAndClose(await asTaggerModel(trained));
  expect(found.map(plain)).toEqual(LESSONS.map(({ spans }) => plain(spans)));
  await saveTransformer(join(folder, 'characters'), trained);
  expect(await tagAndClose(await openTransformer(join(folder, 'characters')))).toEqual(found);
});

test('a model with word vectors is not opened without them', async () => {
  vi.mocked(cachedWordVectors).mockResolvedValueOnce(await smallWordVectors());
  await saveTransformer(join(folder, 'words'), await train());
  vi.resetModules();
  vi.mocked(cachedWordVectors).mockRejectedValue(notInstalled);
  const fresh = await import('../tagger/transformer/model.js');
  await expect(fresh.openTransformer(join(folder, 'words'))).rejects.toThrow('no word vectors');
});

test('with word vectors it learns, and is the same saved and opened again', async () => {
  vi.mocked(cachedWordVectors).mockResolvedValue(await smallWordVectors());
  const trained = await train();
  expect(trained.encoder.inputs.map(({ name }) => name)).toContain('word_vectors');
  const found = await tagAndClose(await asTaggerModel(trained));
  expect(found.map(plain)).toEqual(LESSONS.map(({ spans }) => plain(spans)));
  await saveTransformer(join(folder, 'words'), trained);
  expect(await tagAndClose(await openTransformer(join(folder, 'words')))).toEqual(found);
});

test('a sentence longer than its positions is tagged through windows', async () => {
  vi.mocked(cachedWordVectors).mockResolvedValue(await smallWordVectors());
  const model = await asTaggerModel(await train());
  const once = LESSONS.map(({ text }) => text).join(' ');
  const long = sentenceOf(Array(16).fill(once).join(' '));
  const [found = []] = await collect(model.tag([long]));
  await model.close();
  expect(long.tokens.length).toBeGreaterThan(512);
  const expected = 16 * LESSONS.flatMap(({ spans }) => spans).length;
  expect(found.length / expected).toBeGreaterThan(0.7);
  expect(found.length / expected).toBeLessThan(1.3);
});
