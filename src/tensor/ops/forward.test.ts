import { expect, test } from 'vitest';
import { array64 } from '../../../test/support/array64.js';
import { evaluate } from '../../../test/support/reference.js';
import { drawSingles } from '../../../test/support/weighted-program.js';
import { emitOnnx } from '../onnx/emit.js';
import { openSession } from '../session.js';
import { constant, input, type Tensor } from '../tensor.js';
import { gather, rangeAlong, toFloat, unsqueeze } from './gather.js';
import { expandLike, reshape, sliceLast } from './layout.js';
import { linear } from './product.js';

const table = constant(drawSingles([4, 3], 1, 'table'), [4, 3]);
const rows = constant(BigInt64Array.of(3n, 0n, 3n, 1n), [2, 2]);
const column = constant(Float32Array.of(1, -2), [2, 1]);

interface Row {
  readonly name: string;
  readonly tensor: Tensor;
  readonly shape: readonly number[];
}

const ROWS: readonly Row[] = [
  { name: 'gather', tensor: gather(table, rows), shape: [2, 2, 3] },
  { name: 'toFloat', tensor: toFloat(rows), shape: [2, 2] },
  { name: 'unsqueeze', tensor: toFloat(unsqueeze(rows, [1, 2])), shape: [2, 1, 1, 2] },
  { name: 'rangeAlong', tensor: toFloat(rangeAlong(table, 0)), shape: [4] },
  { name: 'expandLike', tensor: expandLike(column, input('like', [3, 2, 4])), shape: [3, 2, 4] },
  { name: 'sliceLast', tensor: sliceLast(table, 1, 3), shape: [4, 2] },
];

test.each(ROWS)('$name computes on onnxruntime what the reference computes', async ({ tensor, shape }) => {
  const session = await openSession(emitOnnx({ tensor }));
  const found = (await session.run({})).tensor;
  await session.close();
  const [expected] = evaluate([tensor], {});
  expect(tensor.shape).toEqual(shape);
  expect(found?.shape).toEqual(shape);
  expect(Array.from(found?.data ?? [], Number)).toEqual(Array.from(expected?.data ?? []));
});

test('one program takes every size of the axes that have names', async () => {
  const x = input('x', ['batch', 'length', 3]);
  const flat = reshape(linear(x, table), ['batch', 'length', 2, 2]);
  const session = await openSession(emitOnnx({ flat }));
  for (const lead of [
    [1, 5],
    [3, 2],
  ]) {
    const shape = [...lead, 3];
    const data = drawSingles(shape, 2, 'x');
    const found = (await session.run({ x: { data, shape } })).flat;
    const [expected] = evaluate([flat], { x: array64(shape, data) });
    expect(found?.shape).toEqual([...lead, 2, 2]);
    expected?.data.forEach((value, at) => {
      expect(Number(found?.data[at])).toBeCloseTo(value, 5);
    });
  }
  await session.close();
});
