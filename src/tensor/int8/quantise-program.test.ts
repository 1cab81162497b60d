import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { drawSingles } from '../../../test/support/weighted-program.js';
import { emitOnnx } from '../onnx/emit.js';
import { gather } from '../ops/gather.js';
import { linear } from '../ops/product.js';
import { openSession } from '../session.js';
import { constant, input } from '../tensor.js';
import { MOST } from './product.js';
import { quantiseProgram } from './quantise-program.js';
import { quantiseRows, transposed } from './quantise-rows.js';

const matrix = fc
  .record({ rows: fc.integer({ min: 1, max: 9 }), width: fc.integer({ min: 1, max: 17 }), seed: fc.nat() })
  .map(({ rows, width, seed }) => ({ rows, width, values: drawSingles([rows, width], seed, 'w') }));

describe('rows as whole numbers', () => {
  test('are off by half a step at the most, their largest by next to nothing', () => {
    fc.assert(
      fc.property(matrix, fc.constantFrom(MOST, 127), ({ rows, width, values }, most) => {
        const { numbers, steps } = quantiseRows(values, width, most);
        expect(steps.length).toBe(rows);
        values.forEach((value, at) => {
          const step = steps[Math.floor(at / width)] as number;
          expect(Math.abs(numbers[at] as number)).toBeLessThanOrEqual(most);
          expect(Math.abs((numbers[at] as number) * step - value)).toBeLessThanOrEqual(step * (0.5 + 1e-5));
        });
      }),
    );
  });

  test('of zeros are zeros; transposed twice they are as before', () => {
    expect(quantiseRows(new Float32Array(3), 3, 127)).toEqual({
      numbers: new Int8Array(3),
      steps: Float32Array.of(1),
    });
    expect(transposed(Int8Array.of(1, 2, 3, 4, 5, 6), 3)).toEqual(Int8Array.of(1, 4, 2, 5, 3, 6));
  });
});

/** Values as unsigned bytes about a zero of their own, as ONNX's DynamicQuantizeLinear has it. */
function rounded(values: Float32Array): { numbers: number[]; step: number } {
  const [low, high] = [Math.min(0, ...values), Math.max(0, ...values)];
  const step = Math.fround(Math.fround(high - low) / 255);
  const zero = toEven(-low / step);
  const byte = (value: number): number => Math.max(0, Math.min(255, toEven(value / step) + zero));
  return { numbers: Array.from(values, (value) => byte(value) - zero), step };
}

function toEven(value: number): number {
  const down = Math.floor(value);
  if (value - down !== 0.5) return Math.round(value);
  return down % 2 === 0 ? down : down + 1;
}

async function runQuantised(
  bytes: Uint8Array,
  feeds: Parameters<Awaited<ReturnType<typeof openSession>>['run']>[0] = {},
): Promise<Float32Array> {
  const session = await openSession(bytes);
  const { y } = await session.run(feeds);
  await session.close();
  return y?.data as Float32Array;
}

test.each([
  ['drawn values', 1],
  ['values at the ends of the range, whose products of bytes are the largest', 0],
])('a product is that of whole numbers: %s', async (_, drawn) => {
  const [count, inner, out] = [5, 64, 12];
  const shape = [1, count, inner];
  const extreme = (length: number, low: number): Float32Array =>
    Float32Array.from({ length }, (_, at) => (at % 7 === 0 ? low : 1));
  const weight = drawn ? drawSingles([out, inner], 3, 'w') : extreme(out * inner, -1);
  const x = drawn ? drawSingles(shape, 4, 'x') : extreme(count * inner, 0);
  const bias = drawSingles([out], 5, 'b');
  const fed = input('x', ['batch', 'length', inner]);
  const y = linear(fed, constant(weight, [out, inner], 'w'), constant(bias, [out], 'b'));
  const { bytes, products, tables } = quantiseProgram(emitOnnx({ y }));
  expect([products, tables]).toEqual([1, 0]);
  const found = await runQuantised(bytes, { x: { data: x, shape } });
  const values = rounded(x);
  const { numbers, steps } = quantiseRows(weight, inner, MOST);
  for (let row = 0; row < count; row++) {
    for (let column = 0; column < out; column++) {
      let sum = 0;
      for (let k = 0; k < inner; k++)
        sum += (values.numbers[row * inner + k] as number) * (numbers[column * inner + k] as number);
      const expected = sum * values.step * (steps[column] as number) + (bias[column] as number);
      expect(found[row * out + column]).toBeCloseTo(expected, 3);
    }
  }
});

test('a table’s rows are looked up as they were, off by half a step', async () => {
  const [rows, width] = [6, 10];
  const table = drawSingles([rows, width], 8, 'table');
  const ids = constant(BigInt64Array.of(4n, 0n, 4n), [3]);
  const { bytes, tables } = quantiseProgram(
    emitOnnx({ y: gather(constant(table, [rows, width], 't'), ids) }),
  );
  expect(tables).toBe(1);
  const { numbers, steps } = quantiseRows(table, width, 127);
  const expected = [4, 0, 4].flatMap((row) =>
    Array.from(numbers.subarray(row * width, (row + 1) * width), (value) =>
      Math.fround(value * (steps[row] ?? 0)),
    ),
  );
  expect(Array.from(await runQuantised(bytes))).toEqual(expected);
});

test('weights that are kept stay as they are, and a weight used twice is held once', async () => {
  const x = input('x', ['batch', 2, 8]);
  const w = constant(drawSingles([8, 8], 1, 'w'), [8, 8], 'w');
  const kept = constant(drawSingles([3, 8], 2, 'kept'), [3, 8], 'kept');
  const program = emitOnnx({ y: linear(linear(linear(x, w), w), kept) });
  const feeds = { x: { data: drawSingles([1, 2, 8], 3, 'x'), shape: [1, 2, 8] } };
  const all = quantiseProgram(program, { keeps: () => true });
  expect(all.products).toBe(0);
  expect(await runQuantised(all.bytes, feeds)).toEqual(await runQuantised(program, feeds));
  const some = quantiseProgram(program, { keeps: (name) => name === 'kept' });
  expect(some.products).toBe(2);
  const [exact, near] = [await runQuantised(program, feeds), await runQuantised(some.bytes, feeds)];
  const largest = Math.max(...exact.map(Math.abs));
  near.forEach((value, at) => {
    expect(Math.abs(value - (exact[at] as number))).toBeLessThan(0.05 * largest);
  });
});
