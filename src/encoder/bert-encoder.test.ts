import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { temporaryFolder } from '../../test/support/temporary-folder.js';
import { TINY_CONFIG, writeTinyBert } from '../../test/support/tiny-bert.js';
import { emitOnnx } from '../tensor/onnx/emit.js';
import { openSession, type Value } from '../tensor/session.js';
import { input, type Tensor } from '../tensor/tensor.js';
import { InferenceScope } from '../tensor/train/scope.js';
import { loadBertEncoder, openBertEncoder } from './bert-encoder.js';
import { type EncoderWithWeights, inputShape } from './encoder.js';
import { readSafetensors, writeSafetensors } from './safetensors.js';

const root = temporaryFolder();
let folder: string;

beforeEach(async () => {
  folder = mkdtempSync(join(root, 'bert-'));
  await writeTinyBert(folder);
});

function hiddenStates({ encoder, parameters }: EncoderWithWeights): Tensor {
  const inputs = encoder.inputs.map((each) => [
    each.name,
    input(each.name, inputShape(each, 'batch', 'length'), each.type),
  ]);
  return encoder.build(new InferenceScope(parameters), Object.fromEntries(inputs));
}

test('a word stands at its first piece, between the special pieces; the tokenizer’s padding is switched off', async () => {
  const encoder = await openBertEncoder(folder);
  const [[window] = []] = await encoder.split([['ab', '', 'c']]);
  expect(window).toEqual({
    length: 6,
    columns: {
      input_ids: [2, 4, 25, 1, 6, 3],
      attention_mask: [1, 1, 1, 1, 1, 1],
      token_type_ids: [0, 0, 0, 0, 0, 0],
    },
    words: [
      { word: 0, piece: 1 },
      { word: 1, piece: 3 },
      { word: 2, piece: 4 },
    ],
  });
});

test('no window is longer than the table of positions, however long a word is', async () => {
  const encoder = await openBertEncoder(folder);
  const windows = (await encoder.split([['a'.repeat(90), 'b'.repeat(20), 'c'.repeat(20)]])).flat();
  expect(Math.max(...windows.map(({ length }) => length))).toBe(TINY_CONFIG.max_position_embeddings);
  expect(windows.flatMap(({ words }) => words.map(({ word }) => word))).toEqual([0, 1, 2]);
});

test.each([
  ['a prefix', (name: string) => `bert.${name}`],
  [
    'the names of TensorFlow’s norms',
    (name: string) => name.replace(/LayerNorm\.weight$/, 'LayerNorm.gamma'),
  ],
])('weights saved with %s are the same weights', async (_, rename) => {
  const path = join(folder, 'model.safetensors');
  const { parameters: expected } = await loadBertEncoder(folder);
  const renamed = [...(await readSafetensors(path))].map(([name, value]) => [rename(name), value] as const);
  await writeSafetensors(
    path,
    new Map([...renamed, ['cls.predictions.bias', { shape: [1], data: Float32Array.of(1) }]]),
  );
  expect((await loadBertEncoder(folder)).parameters).toEqual(expected);
});

test('weights that are missing, or of another shape, are named', async () => {
  const { encoder, parameters } = await loadBertEncoder(folder);
  const name = 'bert.encoder.layer.0.output.dense.bias';
  const build = (): unknown => hiddenStates({ encoder, parameters });
  parameters.set(name, { shape: [3], data: new Float32Array(3) });
  expect(build).toThrow(`${name}: the weights' shape is 3, the configuration says 16`);
  parameters.delete(name);
  expect(build).toThrow(`${name}: the model file lacks these weights`);
});

test('a tokenizer with more pieces than the table has rows is refused', async () => {
  await writeTinyBert(folder, { ...TINY_CONFIG, vocab_size: 40 });
  await expect(loadBertEncoder(folder)).rejects.toThrow('has 44 pieces, config.json says vocab_size 40');
});

test('a tokenizer that is missing or unreadable is named', async () => {
  writeFileSync(join(folder, 'tokenizer.json'), '{}');
  await expect(openBertEncoder(folder)).rejects.toThrow('tokenizer.json: unreadable tokenizer');
  rmSync(join(folder, 'tokenizer.json'));
  await expect(openBertEncoder(folder)).rejects.toThrow('tokenizer.json: no such file');
});

test('padding changes nothing for the pieces before it', async () => {
  const { encoder, parameters } = await loadBertEncoder(folder);
  const hidden = hiddenStates({ encoder, parameters });
  const session = await openSession(emitOnnx({ hidden }));
  const feed = (values: readonly number[]): Value => ({
    data: BigInt64Array.from(values, BigInt),
    shape: [1, values.length],
  });
  const run = async (padding: readonly number[]): Promise<Float32Array> => {
    const results = await session.run({
      input_ids: feed([2, 4, 5, 3, ...padding]),
      attention_mask: feed([1, 1, 1, 1, ...padding.map(() => 0)]),
      token_type_ids: feed([0, 0, 0, 0, ...padding.map(() => 0)]),
    });
    return (results.hidden as Value).data.slice(0, 4 * encoder.hidden) as Float32Array;
  };
  const [bare, padded] = [await run([]), await run([7, 8, 9])];
  await session.close();
  bare.forEach((value, at) => {
    expect(padded[at]).toBeCloseTo(value, 5);
  });
});
