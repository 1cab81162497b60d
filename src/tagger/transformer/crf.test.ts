import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { collect, LESSONS, plain } from '../../../test/support/sentences.js';
import { temporaryFolder } from '../../../test/support/temporary-folder.js';
import { writeTinyBert } from '../../../test/support/tiny-bert.js';
import { MANIFEST } from '../../base/folders.js';
import type { Span } from '../../corpus/sentence.js';
import { loadBertEncoder } from '../../encoder/bert-encoder.js';
import type { TaggerModel } from '../tagger.js';
import { saveTransformer } from './files.js';
import { asTaggerModel, openTransformer } from './model.js';
import { TRAIN_DEFAULTS, type TrainedTagger, type TrainSettings, trainTransformer } from './train.js';

const folder = mkdtempSync(join(temporaryFolder(), 'bert-'));
const SETTINGS: TrainSettings = {
  ...TRAIN_DEFAULTS,
  tagger: 'crf',
  steps: 300,
  batch: 4,
  learningRate: 5e-3,
  seed: 3,
};
let trained: TrainedTagger;

const train = async (change: Partial<TrainSettings> = {}): Promise<TrainedTagger> =>
  trainTransformer(LESSONS, await loadBertEncoder(folder), { ...SETTINGS, ...change });

async function tagAndClose(model: TaggerModel): Promise<(readonly Span[])[]> {
  const found = await collect(model.tag(LESSONS));
  await model.close();
  return found;
}

beforeAll(async () => {
  await writeTinyBert(folder);
  trained = await train();
});

test('a CRF says its lessons by heart, saved and opened too', async () => {
  const found = await tagAndClose(await asTaggerModel(trained));
  expect(found.map(plain)).toEqual(LESSONS.map(({ spans }) => plain(spans)));
  const saved = join(folder, 'saved');
  await saveTransformer(saved, trained);
  expect(await tagAndClose(await openTransformer(saved))).toEqual(found);
});

test('its transitions are learnt, saved, and decide the tags', async () => {
  const saved = join(folder, 'other');
  await saveTransformer(saved, trained);
  const path = join(saved, MANIFEST);
  const manifest = JSON.parse(readFileSync(path, 'utf8'));
  expect(manifest.kind).toBe('crf');
  expect(manifest.transitions).toEqual(Array.from(trained.parameters.get('crf.transitions')?.data ?? []));
  expect(Math.max(...manifest.transitions.map(Math.abs))).toBeGreaterThan(0.05);
  const onlyOutside = manifest.transitions.map((_: number, at: number) => (at === 0 ? 1000 : 0));
  writeFileSync(path, JSON.stringify({ ...manifest, transitions: onlyOutside }));
  expect((await tagAndClose(await openTransformer(saved))).flat()).toEqual([]);
  writeFileSync(path, JSON.stringify({ ...manifest, transitions: [1, 2] }));
  await expect(openTransformer(saved)).rejects.toThrow('no finished hilgen model is in this folder');
});

test('a CRF over a frozen encoder leaves the encoder as it was', async () => {
  const { parameters } = await loadBertEncoder(folder);
  const frozen = await train({ freeze: 'all', steps: 40 });
  for (const [name, { data }] of parameters) expect(frozen.parameters.get(name)?.data).toEqual(data);
  expect(frozen.losses.at(-1)).toBeLessThan(frozen.losses[0] ?? 0);
});
