import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { collect, LESSONS, plain, sentenceOf } from '../../../test/support/sentences.js';
import { temporaryFolder } from '../../../test/support/temporary-folder.js';
import { writeTinyBert } from '../../../test/support/tiny-bert.js';
import { loadBertEncoder } from '../../encoder/bert-encoder.js';
import { readSafetensors } from '../../encoder/safetensors.js';
import { DISTANCES } from '../nearest/distances.js';
import { NearestTagger } from '../nearest/tagger.js';
import { VECTOR_KINDS, type VectorKind } from '../nearest/word-vectors.js';
import { saveTransformer } from './files.js';
import { TRAIN_DEFAULTS, trainTransformer } from './train.js';
import { openWordVectors } from './vectors.js';

const folder = temporaryFolder();
const saved = join(folder, 'saved');

beforeAll(async () => {
  const base = join(folder, 'base');
  await writeTinyBert(base);
  const settings = { ...TRAIN_DEFAULTS, steps: 60, batch: 4, learningRate: 5e-3, seed: 3 };
  await saveTransformer(saved, await trainTransformer(LESSONS, await loadBertEncoder(base), settings));
});

const long = sentenceOf(LESSONS.map(({ text }) => text).join(' '));
const SENTENCES = [...LESSONS, sentenceOf(''), long];

async function vectorsOf(kind: VectorKind): Promise<{ width: number; rows: Float32Array[] }> {
  const vectors = await openWordVectors(saved, kind);
  const rows = await collect(vectors.vectorsOf(SENTENCES));
  await vectors.close();
  return { width: vectors.width, rows };
}

test('the hidden states, through the saved classifier, are the log-probabilities: one row for each token', async () => {
  const { width, rows } = await vectorsOf('hidden');
  const logs = await vectorsOf('log-probabilities');
  expect(rows.map(({ length }) => length / width)).toEqual(SENTENCES.map(({ tokens }) => tokens.length));
  expect(logs.width).toBe(5);
  const parameters = await readSafetensors(join(saved, 'model.safetensors'));
  const weight = parameters.get('classifier.weight')?.data ?? [];
  const bias = parameters.get('classifier.bias')?.data ?? [];
  rows.forEach((own, sentence) => {
    for (let token = 0; token < own.length / width; token++) {
      const logits = Array.from(bias, (start, tag) =>
        own
          .subarray(token * width, (token + 1) * width)
          .reduce((sum, value, at) => sum + value * (weight[tag * width + at] as number), start),
      );
      const total = Math.log(logits.reduce((sum, value) => sum + Math.exp(value), 0));
      const found = logs.rows[sentence]?.subarray(5 * token, 5 * token + 5) ?? [];
      logits.forEach((logit, tag) => {
        expect(found[tag]).toBeCloseTo(logit - total, 4);
      });
    }
  });
});

test.each(VECTOR_KINDS.flatMap((kind) => DISTANCES.map((distance) => [kind, distance] as const)))(
  'sentences of the support are tagged as they are labelled there: %s, %s',
  async (kind, distance) => {
    const tagger = await NearestTagger.over(await openWordVectors(saved, kind), LESSONS, distance);
    const found = await collect(tagger.tag(LESSONS));
    await tagger.close();
    expect(found.map(plain)).toEqual(LESSONS.map(({ spans }) => plain(spans)));
  },
);
