import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Gradients } from './adamw.js';
import { GradientSum } from './gradient-sum.js';

const ROWS = 5;
const WIDTH = 2;

/** Whole numbers, whose sums are exact. */
const values = (size: number): fc.Arbitrary<number[]> =>
  fc.array(fc.integer({ min: -99, max: 99 }), { minLength: size, maxLength: size });

const gradients: fc.Arbitrary<Gradients> = fc
  .record({ dense: values(3), rows: fc.uniqueArray(fc.nat(ROWS - 1)) })
  .chain(({ dense, rows }) =>
    values(rows.length * WIDTH).map((data) => ({
      dense: new Map([['w', Float32Array.from(dense)]]),
      rows: new Map([['table', { rows, data: Float32Array.from(data) }]]),
    })),
  );

/** Row gradients as a whole table. */
function wholeTable({ rows }: Gradients): number[] {
  const table = new Array<number>(ROWS * WIDTH).fill(0);
  const found = rows.get('table');
  found?.rows.forEach((row, place) => {
    for (let at = 0; at < WIDTH; at++) table[row * WIDTH + at] = found.data[place * WIDTH + at] ?? 0;
  });
  return table;
}

const added = (all: readonly (readonly number[])[]): number[] =>
  (all[0] ?? []).map((_, at) => all.reduce((sum, each) => sum + (each[at] ?? 0), 0));

test('sums are those of whole tables, one sum after another', () => {
  fc.assert(
    fc.property(fc.array(fc.array(gradients, { minLength: 1, maxLength: 4 }), { maxLength: 3 }), (groups) => {
      const sum = new GradientSum();
      for (const group of groups) {
        for (const each of group) sum.add(each);
        const taken = sum.take();
        expect([...(taken.dense.get('w') ?? [])]).toEqual(
          added(group.map(({ dense }) => [...(dense.get('w') ?? [])])),
        );
        expect(wholeTable(taken)).toEqual(added(group.map(wholeTable)));
        const rows = taken.rows.get('table')?.rows ?? [];
        expect(new Set(rows).size).toBe(rows.length);
      }
    }),
  );
});

test('the gradients of a batch may be overwritten by the next', () => {
  const sum = new GradientSum();
  const buffer = Float32Array.of(1, 2);
  sum.add({ dense: new Map([['w', buffer]]), rows: new Map() });
  buffer.set([10, 20]);
  sum.add({ dense: new Map([['w', buffer]]), rows: new Map() });
  expect([...(sum.take().dense.get('w') ?? [])]).toEqual([11, 22]);
});
