import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { type FamilyCase, readFamilyGolden, writeFamily } from '../../test/support/family-golden.js';
import { collect, LESSONS } from '../../test/support/sentences.js';
import { temporaryFolder } from '../../test/support/temporary-folder.js';
import { saveTransformer } from '../tagger/transformer/files.js';
import { asTaggerModel, openTransformer } from '../tagger/transformer/model.js';
import { TRAIN_DEFAULTS, type TrainedTagger, trainTransformer } from '../tagger/transformer/train.js';
import { loadBertEncoder } from './bert-encoder.js';
import { readSafetensors } from './safetensors.js';

const folder = temporaryFolder();
const names = ['BERT, uncased', 'RoBERTa', 'ELECTRA with tables narrower than its layers', 'DistilBERT'];
const cases = readFamilyGolden().cases.filter(({ name }) => names.includes(name));
const settings = { ...TRAIN_DEFAULTS, steps: 100, batch: 5, learningRate: 1e-2, seed: 1 };

describe.each(cases)('a tagger made of $name', (model: FamilyCase) => {
  const saved = join(folder, `${model.name}, saved`);
  let trained: TrainedTagger;

  beforeAll(async () => {
    const base = join(folder, model.name);
    await writeFamily(base, model);
    trained = await trainTransformer(LESSONS, await loadBertEncoder(base), settings);
    await saveTransformer(saved, trained);
  });

  test('is saved under the class and the names of transformers', async () => {
    const config = JSON.parse(readFileSync(join(saved, 'config.json'), 'utf8'));
    expect(config.architectures).toEqual([model.architecture]);
    const names = [...(await readSafetensors(join(saved, 'model.safetensors'))).keys()];
    expect(names.sort()).toEqual(Object.keys(model.shapes).sort());
  });

  test('finds, opened again, what it found in memory', async () => {
    const [before, after] = [await asTaggerModel(trained), await openTransformer(saved)];
    const found = await collect(after.tag(LESSONS));
    expect(found.flat().length).toBeGreaterThan(0);
    expect(found).toEqual(await collect(before.tag(LESSONS)));
    await before.close();
    await after.close();
  });

  test('has, loaded as an encoder, the weights it was saved with', async () => {
    expect((await loadBertEncoder(saved)).parameters).toEqual(trained.parameters);
  });
});
