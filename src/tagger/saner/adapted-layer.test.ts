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
import { adaptedLayer } from './adapted-layer.js';
import { relativeAttention } from './relative-attention.js';

const [BATCH, LENGTH, HIDDEN, WIDE] = [1, 3, 4, 6];
const SIZES = { heads: 1, hidden: HIDDEN, dropout: 0, intermediate: WIDE, hiddenDropout: 0 };

const SHAPES: Readonly<Record<string, readonly number[]>> = {
  'l.attention.query.sine.weight': [2, HIDDEN],
  'l.attention.query.cosine.weight': [2, HIDDEN],
  'l.attention.value.weight': [HIDDEN, HIDDEN],
  ...Object.fromEntries(
    ['u.sine', 'u.cosine', 'v.sine', 'v.cosine'].map((name) => [`l.attention.${name}.bias`, [1, 2]]),
  ),
  'l.attention.LayerNorm.weight': [HIDDEN],
  'l.attention.LayerNorm.bias': [HIDDEN],
  'l.intermediate.weight': [WIDE, HIDDEN],
  'l.intermediate.bias': [WIDE],
  'l.output.weight': [HIDDEN, WIDE],
  'l.output.bias': [HIDDEN],
  'l.LayerNorm.weight': [HIDDEN],
  'l.LayerNorm.bias': [HIDDEN],
};
const parameters: Parameters = new Map(
  Object.entries(SHAPES).map(([name, shape]) => [name, { shape, data: drawSingles(shape, 5, name) }]),
);
const weightOf = (name: string): Float32Array => parameters.get(`l.${name}`)?.data ?? new Float32Array();
const shape = [BATCH, LENGTH, HIDDEN];
const values: Record<string, Array64> = {
  x: array64(shape, drawSingles(shape, 6, 'x')),
  bias: array64([BATCH, 1, 1, LENGTH], [0, 0, -1e9]),
  ...Object.fromEntries([...parameters].map(([name, own]) => [name, array64(own.shape, own.data)])),
};
const x = input('x', shape);
const bias = input('bias', [BATCH, 1, 1, LENGTH]);

const rowsOf = (data: Iterable<number>): number[][] => {
  const all = [...data];
  return Array.from({ length: LENGTH }, (_, row) => all.slice(row * HIDDEN, (row + 1) * HIDDEN));
};

function dense(name: string, row: readonly number[]): number[] {
  return Array.from(weightOf(`${name}.bias`), (start, out) =>
    row.reduce(
      (sum, value, at) => sum + value * (weightOf(`${name}.weight`)[out * row.length + at] ?? 0),
      start,
    ),
  );
}

function normalised(name: string, row: readonly number[]): number[] {
  const mean = row.reduce((sum, value) => sum + value, 0) / row.length;
  const variance = row.reduce((sum, value) => sum + (value - mean) ** 2, 0) / row.length;
  return row.map((value, at) => {
    const scaled = ((value - mean) / Math.sqrt(variance + 1e-5)) * (weightOf(`${name}.weight`)[at] ?? 0);
    return scaled + (weightOf(`${name}.bias`)[at] ?? 0);
  });
}

/** The layer around the attention, row by row. */
function expected(): number[] {
  const attention = relativeAttention(new TrainingScope(parameters), SIZES, 'l.attention', x, bias);
  const attended = rowsOf(evaluate([attention], values)[0]?.data ?? []);
  return rowsOf(values.x?.data ?? []).flatMap((row, place) => {
    const summed = row.map((value, at) => value + (attended[place]?.[at] ?? 0));
    const middle = normalised('attention.LayerNorm', summed);
    const narrowed = dense(
      'output',
      dense('intermediate', middle).map((value) => Math.max(0, value)),
    );
    return normalised(
      'LayerNorm',
      middle.map((value, at) => value + (narrowed[at] ?? 0)),
    );
  });
}

describe('a layer of the adapted Transformer', () => {
  const scope = new TrainingScope(parameters);
  const result = adaptedLayer(scope, SIZES, 'l', x, bias);

  test('adds and normalises twice', () => {
    expect(largestError(evaluate([result], values)[0]?.data ?? [], expected())).toBeLessThan(1e-6);
  });

  test('has the gradients that central differences give', () => {
    const loss = sumAll(mul(result, constant(drawSingles(shape, 7, 'weights'), shape)));
    const names = [...scope.weights.keys()];
    expect(names.toSorted()).toEqual(Object.keys(SHAPES).toSorted());
    const found = evaluate(gradients(loss, [...scope.weights.values()]), values);
    names.forEach((name, at) => {
      expect(largestError(found[at]?.data ?? [], differences(loss, values, name))).toBeLessThan(1e-5);
    });
  });

  test('is the same in a program for any batch and length', async () => {
    const free = adaptedLayer(
      new InferenceScope(parameters),
      SIZES,
      'l',
      input('x', ['batch', 'length', HIDDEN]),
      input('bias', ['batch', 1, 1, 'length']),
    );
    const [found] = await runOnnx([free], { x: values.x as Array64, bias: values.bias as Array64 });
    expect(largestError(found?.data as Float32Array, expected())).toBeLessThan(1e-4);
  });
});
