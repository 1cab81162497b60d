import { expect, test } from 'vitest';
import type { Parameters } from '../../tensor/train/parameters.js';
import type { Example } from '../transformer/examples.js';
import { addKnowledgeWeights } from './first-weights.js';
import { KNOWLEDGE, KNOWLEDGE_WEIGHT } from './with-knowledge.js';
import { featureWidth, isPlace } from './word-features.js';

const WIDTH = featureWidth(1);
const [BEGIN, INSIDE, OUTSIDE] = [0, 1, 5];
const [O, B, I] = [0, 1, 2];

/** One word behind another at every second piece, each with the place that its features name. */
function exampleOf(words: readonly (readonly [place: number, tag: number])[]): Example {
  const length = 2 * words.length + 1;
  const column = new Float32Array(length * WIDTH);
  words.forEach(([place], at) => {
    column[(1 + 2 * at) * WIDTH + place] = 1;
    if (place !== OUTSIDE) column[(1 + 2 * at) * WIDTH + 3] = 1;
  });
  const places = words.map((_, word) => ({ word, piece: 1 + 2 * word }));
  return {
    sentence: 's',
    window: { length, columns: { [KNOWLEDGE]: column }, words: places },
    tags: words.map(([, tag]) => tag),
  };
}

test('the weights of a place are the logarithms of the tags’ shares there, smoothed; those of lengths are 0', () => {
  const parameters: Parameters = new Map();
  const examples = [
    exampleOf([
      [OUTSIDE, O],
      [BEGIN, B],
      [INSIDE, I],
      [OUTSIDE, O],
    ]),
    exampleOf([
      [BEGIN, B],
      [BEGIN, O],
      [OUTSIDE, B],
      [OUTSIDE, O],
      [OUTSIDE, O],
    ]),
  ];
  addKnowledgeWeights(parameters, examples, 3, WIDTH);
  const { shape, data } = parameters.get(KNOWLEDGE_WEIGHT) as {
    shape: readonly number[];
    data: Float32Array;
  };
  expect(shape).toEqual([3, WIDTH]);
  const shares = {
    [BEGIN]: [2 / 6, 3 / 6, 1 / 6],
    [INSIDE]: [1 / 4, 1 / 4, 2 / 4],
    [OUTSIDE]: [5 / 8, 2 / 8, 1 / 8],
  };
  for (let feature = 0; feature < WIDTH; feature++) {
    const weights = [O, B, I].map((tag) => data[tag * WIDTH + feature] as number);
    expect(weights.reduce((sum, value) => sum + value, 0)).toBeCloseTo(0, 5);
    expect(isPlace(feature)).toBe([BEGIN, INSIDE, OUTSIDE].includes(feature));
    const total = weights.reduce((sum, value) => sum + Math.exp(value), 0);
    const expected = shares[feature] ?? [1 / 3, 1 / 3, 1 / 3];
    weights.forEach((value, tag) => {
      expect(Math.exp(value) / total).toBeCloseTo(expected[tag] ?? 0, 5);
    });
  }
});
