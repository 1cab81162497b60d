import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { random } from '../../base/random.js';
import { SOURCE_SHA256 } from './binary.js';
import { bytesOnHeap, KernelHeap, sumOfSquares } from './heap.js';

type Floats = Float32Array<ArrayBuffer>;
type Columns = [weights: Floats, gradients: Floats, firsts: Floats, seconds: Floats];

type Nine = [number, number, number, number, number, number, number, number, number];

/** Betas with their rests, the scale of gradients, step size, root's correction, epsilon, shrinkage. */
const COEFFICIENTS = [0.9, 0.1, 0.999, 0.001, 0.7, 0.01, 1.3, 1e-8, 0.99].map(Math.fround);
const f = Math.fround;

test('the compiled kernels are those of the source beside them', () => {
  const source = readFileSync(new URL('./kernels.wat', import.meta.url));
  expect(createHash('sha256').update(source).digest('hex')).toBe(SOURCE_SHA256);
});

/** One number of an AdamW step, every operation rounded to single precision. */
function stepOne([weights, gradients, firsts, seconds]: Columns, at: number): void {
  const [beta1, rest1, beta2, rest2, scale, size, root, epsilon, shrink] = COEFFICIENTS as Nine;
  const gradient = f(scale * (gradients[at] as number));
  const first = f(f(beta1 * (firsts[at] as number)) + f(rest1 * gradient));
  const second = f(f(beta2 * (seconds[at] as number)) + f(rest2 * f(gradient * gradient)));
  const divisor = f(f(root * f(Math.sqrt(second))) + epsilon);
  firsts[at] = first;
  seconds[at] = second;
  weights[at] = f(shrink * (weights[at] as number)) - f(f(size * first) / divisor);
}

test('a step moves the numbers asked for, each as single precision does, and no others', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 40 }), fc.nat(), fc.nat(), fc.nat(), (size, from, some, seed) => {
      const at = from % size;
      const count = some % (size - at + 1);
      const heap = new KernelHeap(4 * bytesOnHeap(size));
      const draws = random(seed, 'columns');
      const columns = [0, 1, 2, 3].map(() => heap.take(size)) as Columns;
      for (const column of columns)
        column.forEach((_, place) => {
          column[place] = draws.normal() ** 2;
        });
      const expected = columns.map((column) => column.slice()) as Columns;
      for (let place = at; place < at + count; place++) stepOne(expected, place);
      const places = columns.map(({ byteOffset }) => byteOffset + 4 * at) as [number, number, number, number];
      heap.kernels.adamw(...places, 4 * count, ...COEFFICIENTS);
      expect(columns).toEqual(expected);
    }),
  );
});

/** The hash of a counter, in whole numbers. */
function hash(state: number): number {
  let bits = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
  bits = Math.imul(bits ^ (bits >>> 15), 0x735a2d97);
  return (bits ^ (bits >>> 15)) >>> 0;
}

test('a mask has the halves of the hashes of a counter, whatever its length', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 70 }),
      fc.nat(2 ** 31 - 1),
      fc.nat(65_536),
      (size, seed, threshold) => {
        const heap = new KernelHeap(bytesOnHeap(size));
        const mask = heap.take(size);
        heap.kernels.mask(mask.byteOffset, 4 * size, seed, threshold, 1.25);
        const expected = Array.from({ length: size }, (_, at) => {
          const bits = hash((seed + Math.imul(0x9e3779b9, Math.floor(at / 2) + 1)) | 0);
          const draw = at % 2 === 0 ? bits & 0xffff : bits >>> 16;
          return draw < threshold ? 0 : 1.25;
        });
        expect([...mask]).toEqual(expected);
      },
    ),
  );
});

test('arrays of a heap do not overlap, also for what a kernel writes behind the end', () => {
  const heap = new KernelHeap(3 * bytesOnHeap(9));
  const [first, second] = [heap.take(9), heap.take(9)];
  heap.kernels.mask(second.byteOffset, 36, 1, 0, 2);
  heap.kernels.mask(first.byteOffset, 36, 1, 0, 3);
  expect([...first, ...second]).toEqual([...Array(9).fill(3), ...Array(9).fill(2)]);
});

test('squares are summed in double precision, wherever the numbers stand', () => {
  fc.assert(
    fc.property(fc.array(fc.float({ noNaN: true, max: 1e3, min: -1e3 }), { maxLength: 40 }), (numbers) => {
      const values = Float32Array.from(numbers);
      const onHeap = new KernelHeap(bytesOnHeap(values.length)).take(values.length);
      onHeap.set(values);
      const expected = numbers.reduce((sum, value) => sum + value ** 2, 0);
      expect(sumOfSquares(values)).toBeCloseTo(expected, 6);
      expect(sumOfSquares(onHeap)).toBeCloseTo(expected, 6);
    }),
  );
});
