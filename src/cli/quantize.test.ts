import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { beforeAll, expect, test } from 'vitest';
import { collect, LESSONS, plain } from '../../test/support/sentences.js';
import { temporaryFolder } from '../../test/support/temporary-folder.js';
import { writeTinyBert } from '../../test/support/tiny-bert.js';
import { riddle } from '../../test/support/toy-knowledge.js';
import { loadBertEncoder } from '../encoder/bert-encoder.js';
import { knowledgeOf } from '../tagger/knowledge-features/knowledge.js';
import { saveTransformer } from '../tagger/transformer/files.js';
import { openTransformer } from '../tagger/transformer/model.js';
import { TRAIN_DEFAULTS, trainTransformer } from '../tagger/transformer/train.js';
import { openWordVectors } from '../tagger/transformer/vectors.js';
import { quantize } from './quantize.js';

const folder = temporaryFolder();
const at = (name: string): string => join(folder, name);
const SETTINGS = { ...TRAIN_DEFAULTS, batch: 4, learningRate: 5e-3, seed: 3 };

async function run(args: readonly string[]): Promise<string> {
  let printed = '';
  const command = new Command().exitOverride().configureOutput({ writeErr: () => {} });
  quantize.define(command, { print: (text) => (printed += text), remark: () => {}, work: () => ({}) });
  await command.parseAsync([...args], { from: 'user' });
  return printed;
}

beforeAll(async () => {
  await writeTinyBert(at('base'));
  const trained = await trainTransformer(LESSONS, await loadBertEncoder(at('base')), {
    ...SETTINGS,
    steps: 200,
  });
  await saveTransformer(at('model'), trained);
});

test('a model with 8-bit weights is small, and finds what the model finds', async () => {
  const report = JSON.parse(await run([at('model'), '--out', at('small'), '--json']));
  expect(quantize.output.parse(report)).toEqual(report);
  expect(report).toMatchObject({ source: at('model'), products: 6, tables: 3 });
  expect(report.after).toBeLessThan(report.before);
  expect(report.after).toBe(readFileSync(at('small/model.onnx')).length);
  const files = readdirSync(at('model')).filter((name) => name !== 'model.safetensors');
  expect(readdirSync(at('small')).sort()).toEqual(files.sort());
  const models = await Promise.all([openTransformer(at('model')), openTransformer(at('small'))]);
  const [exact = [], near = []] = await Promise.all(models.map((model) => collect(model.tag(LESSONS))));
  for (const model of models) await model.close();
  expect(exact.flat().length).toBeGreaterThan(0);
  expect(near.map(plain)).toEqual(exact.map(plain));
  const scores = (found: typeof exact) => found.flat().map(({ score = 0 }) => score);
  scores(near).forEach((score, place) => {
    expect(Math.abs(score - (scores(exact)[place] ?? 0))).toBeLessThan(0.05);
  });
  expect(scores(near)).not.toEqual(scores(exact));
});

test('a model with features of a knowledge base keeps asking for it', async () => {
  const { kb, learnt, unseen } = riddle(24);
  const options = { knowledge: knowledgeOf(kb) };
  const settings = { ...SETTINGS, steps: 120, learningRate: 1e-3, knowledgeLearningRate: 0.1 };
  await saveTransformer(
    at('known'),
    await trainTransformer(learnt, await loadBertEncoder(at('base')), settings, options),
  );
  await run([at('known'), '--out', at('known8')]);
  await expect(openTransformer(at('known8'))).rejects.toThrow('needs the knowledge base');
  const model = await openTransformer(at('known8'), { kb });
  const found = await collect(model.tag(unseen));
  await model.close();
  expect(found.map(plain)).toEqual(unseen.map(({ spans }) => plain(spans)));
});

test('what it cannot do is said', async () => {
  await run([at('model'), '--out', at('small')]);
  await expect(run([at('small'), '--out', at('smaller')])).rejects.toThrow('has 8-bit weights already');
  await expect(openWordVectors(at('small'), 'hidden')).rejects.toThrow('gives no hidden states');
  await expect(run([at('nothing'), '--out', at('x')])).rejects.toThrow('no finished hilgen model');
  await expect(run([at('model'), '--out', at('model')])).rejects.toThrow('would overwrite its source');
  mkdirSync(at('other'));
  writeFileSync(at('other/notes.txt'), '');
  await expect(run([at('model'), '--out', at('other')])).rejects.toThrow('holds something else');
  writeFileSync(at('model/model.onnx'), 'oops');
  await expect(run([at('model'), '--out', at('x')])).rejects.toThrow('model.onnx: not a program of ours');
  expect(existsSync(at('x'))).toBe(false);
});
