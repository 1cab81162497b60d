import { expect, test } from 'vitest';
import { TINY_CONFIG } from '../../test/support/tiny-bert.js';
import { HilgenError } from '../base/errors.js';
import { bertConfig } from './bert-config.js';

test('sizes are read, absent settings are those of transformers', () => {
  const { hidden_dropout_prob: _, ...rest } = TINY_CONFIG;
  expect(bertConfig(rest, 'config.json').config).toEqual({
    vocabulary: 48,
    hidden: 16,
    layers: 1,
    heads: 2,
    intermediate: 32,
    embedding: 16,
    positions: 32,
    positionOffset: 0,
    types: 2,
    epsilon: 1e-12,
    hiddenDropout: 0.1,
    attentionDropout: 0.1,
    classifierDropout: 0.1,
  });
});

test('the classifier’s own dropout counts, where it is given', () => {
  expect(bertConfig({ ...TINY_CONFIG, classifier_dropout: 0.5 }, 'c').config.classifierDropout).toBe(0.5);
  expect(bertConfig({ ...TINY_CONFIG, classifier_dropout: null }, 'c').config.classifierDropout).toBe(0.1);
});

test.each([
  [{ model_type: 'deberta-v2' }, 'config.json, model_type: "deberta-v2" is no family'],
  [
    { model_type: undefined, architectures: ['T5Model'] },
    'config.json, model_type: missing, and the architecture "T5Model"',
  ],
  [{ position_embedding_type: 'relative_key' }, 'config.json, position_embedding_type: '],
  [{ hidden_act: 'gelu_new' }, 'config.json, hidden_act: Invalid input: expected "gelu", found "gelu_new"'],
  [{ hidden_size: undefined }, 'config.json, hidden_size: '],
  [{ num_hidden_layers: 0 }, 'config.json, num_hidden_layers: '],
  [{ num_attention_heads: 3 }, 'the hidden size 16 is no multiple of the 3 attention heads'],
  [{ is_decoder: true }, 'config.json, is_decoder: '],
])('%o is refused by name', (change, message) => {
  const read = (): unknown => bertConfig({ ...TINY_CONFIG, ...change }, 'config.json');
  expect(read).toThrow(HilgenError);
  expect(read).toThrow(message);
});

test.each([null, [], 'bert', 7])('%o is no configuration', (content) => {
  expect(() => bertConfig(content, 'config.json')).toThrow(/^config\.json: .*object/);
});
