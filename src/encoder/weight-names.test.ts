import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import {
  type FamilyCase,
  familyWeights,
  readFamilyGolden,
  writeFamily,
} from '../../test/support/family-golden.js';
import { temporaryFolder } from '../../test/support/temporary-folder.js';
import type { Parameters } from '../tensor/train/parameters.js';
import { loadBertEncoder } from './bert-encoder.js';
import { writeSafetensors } from './safetensors.js';

const root = temporaryFolder();
const { cases } = readFamilyGolden();
const [bert = cases[0] as FamilyCase] = cases;
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(root, 'names-'));
});

/** What is loaded where the model's weights are saved as `change` has them. */
async function loadChanged(
  model: FamilyCase,
  change: (
    weights: Parameters,
  ) => Iterable<readonly [string, { shape: readonly number[]; data: Float32Array<ArrayBuffer> }]>,
): Promise<Parameters> {
  await writeFamily(folder, model);
  await writeSafetensors(join(folder, 'model.safetensors'), new Map(change(familyWeights(model))));
  return (await loadBertEncoder(folder)).parameters;
}

test.each(cases)('$name without prefix and with a head of another task', async (model) => {
  await writeFamily(folder, model);
  const { parameters: expected } = await loadBertEncoder(folder);
  const other = ['pooler.dense.weight', { shape: [1], data: Float32Array.of(1) }] as const;
  const found = await loadChanged(model, (weights) => [
    ...[...weights].map(([name, value]) => [name.replace(/^\w*bert\.|^electra\./, ''), value] as const),
    other,
  ]);
  expect(found).toEqual(expected);
});

test.each([
  ['BERT, uncased', 'bert', 'cls.predictions.decoder.weight'],
  ['RoBERTa', 'roberta', 'lm_head.decoder.weight'],
  ['ELECTRA with tables narrower than its layers', 'electra', 'generator_lm_head.weight'],
  ['DistilBERT', 'distilbert', 'vocab_projector.weight'],
])(
  '%s: the table of words is found under the name of the output layer that shares it',
  async (name, prefix, tied) => {
    const model = cases.find((each) => each.name === name) as FamilyCase;
    const table = `${prefix}.embeddings.word_embeddings.weight`;
    const found = await loadChanged(model, (weights) =>
      [...weights].map(([own, value]) => [own === table ? tied : own, value] as const),
    );
    expect(found.get('bert.embeddings.word_embeddings.weight')).toEqual(familyWeights(model).get(table));
  },
);

test('weights that the file lacks are named as they would stand there, with those it has', async () => {
  const name = 'distilbert.transformer.layer.1.ffn.lin1.weight';
  const model = cases.find((each) => each.name === 'DistilBERT') as FamilyCase;
  const load = loadChanged(model, (weights) => [...weights].filter(([own]) => own !== name));
  await expect(load).rejects.toThrow(
    `model.safetensors, ${name}: the file lacks these weights (shape 24×16)`,
  );
});

test('weights of another shape are named with both shapes', async () => {
  const name = 'bert.encoder.layer.0.output.dense.bias';
  const load = loadChanged(bert, (weights) => weights.set(name, { shape: [3], data: new Float32Array(3) }));
  await expect(load).rejects.toThrow(`model.safetensors, ${name}: the shape is 3, config.json says 16`);
});

test('a configuration that tells no model_type is read by its architecture', async () => {
  const { model_type: _, ...config } = bert.config;
  await writeFamily(folder, { ...bert, config: { ...config, architectures: ['BertModel'] } });
  expect((await loadBertEncoder(folder)).encoder.kind).toBe('bert');
});
