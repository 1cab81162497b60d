import { expect, test } from 'vitest';
import { sentenceOf } from '../../../test/support/sentences.js';
import type { Example } from './examples.js';
import { type RunInputs, runKey } from './run-key.js';
import { TRAIN_DEFAULTS } from './settings.js';
import { tagSet } from './tag-set.js';

const example = (change: Partial<Example> = {}): Example => ({
  sentence: 's1',
  window: {
    length: 2,
    columns: { ids: [5, 6], vectors: Float32Array.of(0.5, 1.5) },
    words: [{ word: 0, piece: 1 }],
  },
  tags: [1],
  ...change,
});

const inputs = (change: Partial<RunInputs> = {}): RunInputs => ({
  settings: { ...TRAIN_DEFAULTS, steps: 3, learningRate: 1e-4, seed: 1 },
  set: tagSet(['DRUG']),
  examples: [example()],
  parameters: new Map([['w', { shape: [2], data: Float32Array.of(1, 2) }]]),
  development: [sentenceOf('aspirin/DRUG helps')],
  ...change,
});

const { settings } = inputs();
const { window } = example();

test.each<[string, RunInputs]>([
  ['a setting', inputs({ settings: { ...settings, seed: 2 } })],
  ['a label', inputs({ set: tagSet(['DISEASE']) })],
  ['a tag', inputs({ examples: [example({ tags: [0] })] })],
  [
    'a piece',
    inputs({ examples: [example({ window: { ...window, columns: { ...window.columns, ids: [5, 7] } } })] }),
  ],
  [
    'a word vector',
    inputs({
      examples: [
        example({
          window: { ...window, columns: { ...window.columns, vectors: Float32Array.of(0.5, 1.25) } },
        }),
      ],
    }),
  ],
  ['one more example', inputs({ examples: [example(), example()] })],
  ['a weight', inputs({ parameters: new Map([['w', { shape: [2], data: Float32Array.of(1, 2.5) }]]) })],
  ['a development label', inputs({ development: [sentenceOf('aspirin helps')] })],
  ['no development sentences', inputs({ development: [] })],
])('%s makes another run', (_, other) => {
  expect(runKey(other)).not.toBe(runKey(inputs()));
});

test('the same inputs make the same run, whatever the sentences are called', () => {
  expect(runKey(inputs())).toBe(runKey(inputs()));
  expect(runKey(inputs({ examples: [example({ sentence: 'other' })] }))).toBe(runKey(inputs()));
});
