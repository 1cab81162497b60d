import { describe, expect, test } from 'vitest';
import { type Array64, array64 } from '../../../test/support/array64.js';
import { largestError } from '../../../test/support/closeness.js';
import { differences } from '../../../test/support/differences.js';
import { evaluate } from '../../../test/support/reference.js';
import { drawSingles } from '../../../test/support/weighted-program.js';
import { gradients } from '../../tensor/gradients.js';
import { emitOnnx } from '../../tensor/onnx/emit.js';
import { mul } from '../../tensor/ops/arithmetic.js';
import { sumAll } from '../../tensor/ops/reduce.js';
import { openSession } from '../../tensor/session.js';
import type { Dim } from '../../tensor/shape.js';
import { constant, input, type Tensor } from '../../tensor/tensor.js';
import type { Parameters } from '../../tensor/train/parameters.js';
import { InferenceScope, type Scope, TrainingScope } from '../../tensor/train/scope.js';
import { gatedFusion, semanticMemory } from './semantic-memory.js';

const [BATCH, LENGTH, COUNT, WIDTH, ROWS] = [2, 3, 2, 4, 5];
/** The neighbours of each word; -1 for an empty place. */
const IDS = [1, 4, 3, -1, -1, -1, 2, 2, 0, 3, 4, -1];

const SHAPES: Readonly<Record<string, readonly number[]>> = {
  'memory.weight': [ROWS, WIDTH],
  'gate.context.weight': [WIDTH, WIDTH],
  'gate.memory.weight': [WIDTH, WIDTH],
  'gate.bias': [WIDTH],
};
const parameters: Parameters = new Map(
  Object.entries(SHAPES).map(([name, shape]) => [name, { shape, data: drawSingles(shape, 2, name) }]),
);
const weightOf = (name: string): Float32Array => parameters.get(name)?.data ?? new Float32Array();
const hidden = array64([BATCH, LENGTH, WIDTH], drawSingles([BATCH, LENGTH, WIDTH], 3, 'hidden'));
const mask = array64(
  [BATCH, LENGTH, COUNT],
  IDS.map((id) => Number(id >= 0)),
);
const ids = BigInt64Array.from(IDS, (id) => BigInt(Math.max(0, id)));

function build(scope: Scope, batch: Dim, length: Dim): Tensor {
  const context = input('hidden', [batch, length, WIDTH]);
  const shape = [batch, length, COUNT];
  const memory = semanticMemory(scope, 'memory', context, {
    ids: { name: 'ids', shape, tensor: input('ids', shape, 'int64') },
    mask: input('mask', shape),
    rows: ROWS,
  });
  return gatedFusion(scope, 'gate', context, memory);
}

const dot = (a: ArrayLike<number>, b: ArrayLike<number>): number =>
  Array.from(a).reduce((sum, value, at) => sum + value * (b[at] as number), 0);
const rowOf = (matrix: ArrayLike<number>, row: number): number[] =>
  Array.from({ length: WIDTH }, (_, at) => matrix[row * WIDTH + at] as number);

/** The paper's sums, word by word. */
function fusedWord(word: number): number[] {
  const h = rowOf(hidden.data, word);
  const own = IDS.slice(word * COUNT, (word + 1) * COUNT).filter((id) => id >= 0);
  const values = own.map((id) => rowOf(weightOf('memory.weight'), id));
  const shares = values.map((value) => Math.exp(dot(h, value) / Math.sqrt(WIDTH)));
  const total = shares.reduce((sum, share) => sum + share, 0);
  const v = h.map((_, at) =>
    values.reduce((sum, e, n) => sum + ((shares[n] ?? 0) / total) * (e[at] ?? 0), 0),
  );
  const gate = h.map((_, at) => {
    const opened = dot(rowOf(weightOf('gate.context.weight'), at), h) + (weightOf('gate.bias')[at] ?? 0);
    return 1 / (1 + Math.exp(-opened - dot(rowOf(weightOf('gate.memory.weight'), at), v)));
  });
  return [...h.map((x, at) => (gate[at] ?? 0) * x), ...v.map((x, at) => (1 - (gate[at] ?? 0)) * x)];
}

const expected = Array.from({ length: BATCH * LENGTH }, (_, word) => fusedWord(word)).flat();

describe('memory and gate', () => {
  const scope = new TrainingScope(parameters);
  const result = build(scope, BATCH, LENGTH);
  const [lookup] = scope.lookups;
  const rows = lookup?.rows as Tensor;
  const rowsName = `rows 0 of memory.weight`;
  const values: Record<string, Array64> = {
    hidden,
    mask,
    [rowsName]: array64(
      [BATCH, LENGTH, COUNT, WIDTH],
      Array.from(ids, (id) => rowOf(weightOf('memory.weight'), Number(id))).flat(),
    ),
    ...Object.fromEntries([...parameters].map(([name, { shape, data }]) => [name, array64(shape, data)])),
  };

  test('are the sums written out for each word; one without neighbours has no memory', () => {
    const [found] = evaluate([result], values);
    expect(largestError(found?.data ?? [], expected)).toBeLessThan(1e-9);
    const alone = 2 * 2 * WIDTH;
    expect([...(found?.data ?? [])].slice(alone + WIDTH, alone + 2 * WIDTH)).toEqual([0, 0, 0, 0]);
  });

  test('have the gradients that central differences give, and none at empty places', () => {
    const shape = [BATCH, LENGTH, 2 * WIDTH];
    const loss = sumAll(mul(result, constant(drawSingles(shape, 4, 'weights'), shape)));
    const names = [...scope.weights.keys(), rowsName];
    const found = evaluate(gradients(loss, [...scope.weights.values(), rows]), values);
    names.forEach((name, at) => {
      expect(largestError(found[at]?.data ?? [], differences(loss, values, name))).toBeLessThan(1e-6);
    });
    const ofRows = found.at(-1)?.data ?? [];
    const empty = IDS.flatMap((id, at) => (id < 0 ? [rowOf(ofRows, at)] : [])).flat();
    expect(Math.max(...empty.map(Math.abs))).toBe(0);
  });

  test('are the same in a program for any batch and length', async () => {
    const free = build(new InferenceScope(parameters), 'batch', 'length');
    const session = await openSession(emitOnnx({ free }));
    const fed = ({ shape, data }: Array64) => ({ shape, data: Float32Array.from(data) });
    const feeds = { hidden: fed(hidden), mask: fed(mask), ids: { shape: mask.shape, data: ids } };
    const results = await session.run(feeds);
    await session.close();
    expect(largestError(results.free?.data as Float32Array, expected)).toBeLessThan(1e-5);
  });
});
