import { expect, test } from 'vitest';
import { modelFiles } from './hub-files.js';

const SMALL = ['config.json', 'tokenizer.json', 'vocab.txt'];

test.each([
  [['pytorch_model.bin', 'model.safetensors', 'tf_model.h5'], 'model.safetensors'],
  [['pytorch_model.bin', 'model.safetensors.index.json'], 'model.safetensors.index.json'],
  [['pytorch_model.bin', 'flax_model.msgpack'], 'pytorch_model.bin'],
])('of the weights %j one form is taken: %s', (weights, expected) => {
  expect(modelFiles(new Set([...weights, ...SMALL, 'README.md']))).toMatchObject({
    small: SMALL,
    weights: { file: expected },
  });
});

test.each([
  [['tokenizer.json', 'model.safetensors'], 'config.json'],
  [
    ['config.json', 'model.safetensors', 'vocab.json'],
    'tokenizer.json, vocab.txt, or vocab.json with merges.txt',
  ],
  [['config.json', 'vocab.txt', 'tf_model.h5'], 'model.safetensors or model.safetensors.index.json or'],
])('%j lacks %s', (listed, lacking) => {
  expect(modelFiles(new Set(listed))).toContain(lacking);
});
