import { cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { collect, LESSONS } from '../../../test/support/sentences.js';
import { temporaryFolder } from '../../../test/support/temporary-folder.js';
import { writeTinyBert } from '../../../test/support/tiny-bert.js';
import { MANIFEST } from '../../base/folders.js';
import type { Span } from '../../corpus/sentence.js';
import { loadBertEncoder } from '../../encoder/bert-encoder.js';
import { readSafetensors } from '../../encoder/safetensors.js';
import type { TaggerModel } from '../tagger.js';
import { saveTransformer } from './files.js';
import { asTaggerModel, openTransformer } from './model.js';
import { TRAIN_DEFAULTS, type TrainedTagger, trainTransformer } from './train.js';

const folder = temporaryFolder();
const base = join(folder, 'base');
const saved = join(folder, 'saved');
const settings = { ...TRAIN_DEFAULTS, steps: 150, batch: 4, learningRate: 5e-3, seed: 3 };
let trained: TrainedTagger;

beforeAll(async () => {
  await writeTinyBert(base);
  trained = await trainTransformer(LESSONS, await loadBertEncoder(base), settings);
  await saveTransformer(saved, trained);
});

async function tagAndClose(model: TaggerModel): Promise<(readonly Span[])[]> {
  const found = await collect(model.tag(LESSONS));
  await model.close();
  return found;
}

test('a saved model, opened again, finds what it found in memory, scores and all', async () => {
  const found = await tagAndClose(await openTransformer(saved));
  expect(found.flat().length).toBeGreaterThan(0);
  expect(found).toEqual(await tagAndClose(await asTaggerModel(trained)));
});

test('the folder is one of Hugging Face, with the tags in the configuration', async () => {
  const names = ['config.json', 'manifest.json', 'model.onnx', 'model.safetensors', 'tokenizer.json'];
  expect(readdirSync(saved).sort()).toEqual([...names, 'train.log.jsonl', 'train.svg']);
  const config = JSON.parse(readFileSync(join(saved, 'config.json'), 'utf8'));
  const tags = ['O', 'B-DISEASE', 'I-DISEASE', 'B-DRUG', 'I-DRUG'];
  expect(config).toMatchObject({
    model_type: 'bert',
    architectures: ['BertForTokenClassification'],
    id2label: Object.fromEntries(tags.map((tag, at) => [at, tag])),
    label2id: Object.fromEntries(tags.map((tag, at) => [tag, at])),
  });
  expect(await readSafetensors(join(saved, 'model.safetensors'))).toEqual(trained.parameters);
});

test('a saved model serves as the encoder of another', async () => {
  const { encoder, parameters } = await loadBertEncoder(saved);
  const word = 'bert.embeddings.word_embeddings.weight';
  expect(parameters.get(word)).toEqual(trained.parameters.get(word));
  const further = await trainTransformer(LESSONS.slice(0, 2), { encoder, parameters }, settings);
  expect(further.losses[0]).toBeLessThan(trained.losses[0] ?? 0);
});

test('a save that fails leaves nothing, and a model saved before stays as it was', async () => {
  const before = await tagAndClose(await openTransformer(saved));
  const saveExtras = (): Promise<never> => Promise.reject(new Error('the disk is gone'));
  const failing = { ...trained, encoder: { ...trained.encoder, saveExtras } };
  const fresh = join(folder, 'fresh');
  await expect(saveTransformer(fresh, failing)).rejects.toThrow('the disk is gone');
  await expect(saveTransformer(saved, failing)).rejects.toThrow('the disk is gone');
  expect(existsSync(fresh)).toBe(false);
  expect(readdirSync(folder).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  expect(await tagAndClose(await openTransformer(saved))).toEqual(before);
});

test('the manifest is written last: a folder without it is no model', async () => {
  const half = join(folder, 'half');
  cpSync(saved, half, { recursive: true });
  rmSync(join(half, MANIFEST));
  await expect(openTransformer(half)).rejects.toThrow('no finished hilgen model is in this folder');
});

test.each(['', '{', '[]', '{"kind":"transformer","version":2}'])(
  'a manifest of %j is refused',
  async (text) => {
    const damaged = join(folder, 'damaged');
    cpSync(saved, damaged, { recursive: true });
    writeFileSync(join(damaged, MANIFEST), text);
    await expect(openTransformer(damaged)).rejects.toThrow('no finished hilgen model is in this folder');
  },
);

test('an encoder of a later version is named', async () => {
  const later = join(folder, 'later');
  cpSync(saved, later, { recursive: true });
  const manifest = JSON.parse(readFileSync(join(later, MANIFEST), 'utf8'));
  writeFileSync(join(later, MANIFEST), JSON.stringify({ ...manifest, encoder: 'quantum' }));
  await expect(openTransformer(later)).rejects.toThrow('an encoder of kind "quantum"');
});

test('a model.onnx that is damaged or missing is named', async () => {
  const damaged = join(folder, 'damaged-program');
  cpSync(saved, damaged, { recursive: true });
  writeFileSync(join(damaged, 'model.onnx'), 'oops');
  await expect(openTransformer(damaged)).rejects.toThrow('model.onnx: ');
  rmSync(join(damaged, 'model.onnx'));
  await expect(openTransformer(damaged)).rejects.toThrow('model.onnx: ');
});
