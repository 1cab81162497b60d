import { describe, expect, test } from 'vitest';
import { type Array64, array64 } from '../../../test/support/array64.js';
import { largestError } from '../../../test/support/closeness.js';
import { differences } from '../../../test/support/differences.js';
import { evaluate } from '../../../test/support/reference.js';
import { runOnnx } from '../../../test/support/run-onnx.js';
import { drawSingles } from '../../../test/support/weighted-program.js';
import { gradients } from '../../tensor/gradients.js';
import { mul } from '../../tensor/ops/arithmetic.js';
import { sumAll } from '../../tensor/ops/reduce.js';
import { constant, input } from '../../tensor/tensor.js';
import type { Parameters } from '../../tensor/train/parameters.js';
import { InferenceScope, TrainingScope } from '../../tensor/train/scope.js';
import { relativeAttention } from './relative-attention.js';

const HEADS = 2;
const HIDDEN = 8;
const WIDTH = HIDDEN / HEADS;
const HALF = WIDTH / 2;
const [BATCH, LENGTH] = [2, 5];
const SIZES = { heads: HEADS, hidden: HIDDEN, dropout: 0 };

const SHAPES: Readonly<Record<string, readonly number[]>> = {
  'a.query.sine.weight': [HIDDEN / 2, HIDDEN],
  'a.query.cosine.weight': [HIDDEN / 2, HIDDEN],
  'a.value.weight': [HIDDEN, HIDDEN],
  'a.u.sine.bias': [HEADS, HALF],
  'a.u.cosine.bias': [HEADS, HALF],
  'a.v.sine.bias': [HEADS, HALF],
  'a.v.cosine.bias': [HEADS, HALF],
};
const parameters: Parameters = new Map(
  Object.entries(SHAPES).map(([name, shape]) => [name, { shape, data: drawSingles(shape, 2, name) }]),
);
const x = array64([BATCH, LENGTH, HIDDEN], drawSingles([BATCH, LENGTH, HIDDEN], 3, 'x'));
/** The second sentence has two places of padding. */
const bias = array64([BATCH, 1, 1, LENGTH], [0, 0, 0, 0, 0, 0, 0, 0, -1e9, -1e9]);
const values: Record<string, Array64> = {
  x,
  bias,
  ...Object.fromEntries([...parameters].map(([name, { shape, data }]) => [name, array64(shape, data)])),
};

const weightOf = (name: string): Float32Array => parameters.get(`a.${name}`)?.data ?? new Float32Array();
const rowOf = (sentence: number, place: number): Float64Array =>
  x.data.subarray((sentence * LENGTH + place) * HIDDEN, (sentence * LENGTH + place + 1) * HIDDEN);
const dot = (a: ArrayLike<number>, b: ArrayLike<number>): number =>
  Array.from(a).reduce((sum, value, at) => sum + value * (b[at] as number), 0);
const product = (name: string, row: ArrayLike<number>, out: number): number =>
  dot(weightOf(name).subarray(out * HIDDEN, (out + 1) * HIDDEN), row);

/** The paper's sum of four terms for a pair of places, by the signed distance. */
function scoreOf(sentence: number, head: number, t: number, j: number): number {
  const key = rowOf(sentence, j).subarray(head * WIDTH, (head + 1) * WIDTH);
  let score = bias.data[sentence * LENGTH + j] as number;
  for (let i = 0; i < HALF; i++) {
    const angle = (t - j) / 10000 ** ((2 * i) / WIDTH);
    const at = head * HALF + i;
    for (const [part, relative, place] of [
      ['sine', Math.sin(angle), i],
      ['cosine', Math.cos(angle), HALF + i],
    ] as const) {
      const query = product(`query.${part}.weight`, rowOf(sentence, t), at);
      const [u = 0, v = 0] = [weightOf(`u.${part}.bias`)[at], weightOf(`v.${part}.bias`)[at]];
      score += (query + u) * (key[place] as number) + (query + v) * relative;
    }
  }
  return score;
}

function attended(): Float64Array {
  const result = new Float64Array(BATCH * LENGTH * HIDDEN);
  for (let at = 0; at < result.length; at++) {
    const [sentence, t] = [Math.floor(at / HIDDEN / LENGTH), Math.floor(at / HIDDEN) % LENGTH];
    const head = Math.floor((at % HIDDEN) / WIDTH);
    const shares = Array.from({ length: LENGTH }, (_, j) => Math.exp(scoreOf(sentence, head, t, j)));
    const read = shares.map((_, j) => product('value.weight', rowOf(sentence, j), at % HIDDEN));
    result[at] = dot(shares, read) / shares.reduce((sum, share) => sum + share, 0);
  }
  return result;
}

describe('attention by relative places', () => {
  const scope = new TrainingScope(parameters);
  const result = relativeAttention(
    scope,
    SIZES,
    'a',
    input('x', [BATCH, LENGTH, HIDDEN]),
    input('bias', [BATCH, 1, 1, LENGTH]),
  );

  test('is the sum of the four terms, written out for each pair of places', () => {
    const [found] = evaluate([result], values);
    expect(largestError(found?.data ?? [], attended())).toBeLessThan(1e-6);
  });

  test('has the gradients that central differences give', () => {
    const loss = sumAll(mul(result, constant(drawSingles(x.shape, 4, 'weights'), x.shape)));
    const names = [...scope.weights.keys()];
    expect(names.toSorted()).toEqual(Object.keys(SHAPES).toSorted());
    const found = evaluate(gradients(loss, [...scope.weights.values()]), values);
    names.forEach((name, at) => {
      expect(largestError(found[at]?.data ?? [], differences(loss, values, name))).toBeLessThan(1e-6);
    });
  });

  test('is the same in a program for any batch and length', async () => {
    const free = relativeAttention(
      new InferenceScope(parameters),
      SIZES,
      'a',
      input('x', ['batch', 'length', HIDDEN]),
      input('bias', ['batch', 1, 1, 'length']),
    );
    const [found] = await runOnnx([free], { x, bias });
    expect(largestError(found?.data as Float32Array, attended())).toBeLessThan(1e-4);
  });
});
