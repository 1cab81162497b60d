import fc from 'fast-check';
import { expect, test } from 'vitest';
import { largestError } from '../../../test/support/closeness.js';
import { random } from '../../base/random.js';
import { AdamW } from './adamw.js';
import type { Parameters } from './parameters.js';

const ROWS = 6;
const WIDTH = 3;
const SETTINGS = { weightDecay: 0.1 };

interface Step {
  readonly rows: readonly number[];
  readonly learningRate: number;
  readonly scale: number;
}

const step: fc.Arbitrary<Step> = fc.record({
  rows: fc.uniqueArray(fc.nat(ROWS - 1)),
  learningRate: fc.double({ min: 0, max: 0.1, noNaN: true }),
  scale: fc.double({ min: 0.01, max: 1, noNaN: true }),
});

const normals = (size: number, seed: number, name: string | number): Float32Array<ArrayBuffer> => {
  const draws = random(seed, name);
  return Float32Array.from({ length: size }, () => draws.normal());
};

const table = (seed: number): Parameters =>
  new Map([['table', { shape: [ROWS, WIDTH], data: normals(ROWS * WIDTH, seed, 'table') }]]);

/** The gradient of all rows: drawn for those that a step touches, 0 for the others. */
function wholeGradient({ rows }: Step, seed: number, at: number): Float32Array {
  const gradient = normals(ROWS * WIDTH, seed, at);
  return gradient.map((value, place) => (rows.includes(Math.floor(place / WIDTH)) ? value : 0));
}

function pickRows(gradient: Float32Array, rows: readonly number[]): Float32Array {
  return Float32Array.from(rows.flatMap((row) => [...gradient.subarray(row * WIDTH, (row + 1) * WIDTH)]));
}

test('steps by rows end where dense steps end, and show every row as it would be whenever it is woken', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 8 }), fc.nat(), (steps, seed) => {
      const [dense, sparse] = [table(seed), table(seed)];
      const [denseAdam, sparseAdam] = [new AdamW(dense, SETTINGS), new AdamW(sparse, SETTINGS)];
      const rowsOf = (parameters: Parameters, rows: readonly number[]): Float32Array =>
        pickRows(parameters.get('table')?.data ?? new Float32Array(), rows);
      steps.forEach((each, at) => {
        const { rows, learningRate, scale } = each;
        const gradient = wholeGradient(each, seed, at);
        sparseAdam.wake('table', rows);
        expect(largestError(rowsOf(sparse, rows), rowsOf(dense, rows))).toBeLessThan(1e-5);
        denseAdam.step({ dense: new Map([['table', gradient]]), rows: new Map() }, learningRate, scale);
        const byRow = new Map([['table', { rows, data: pickRows(gradient, rows) }]]);
        sparseAdam.step({ dense: new Map(), rows: byRow }, learningRate, scale);
      });
      sparseAdam.settle();
      const all = [...Array(ROWS).keys()];
      expect(largestError(rowsOf(sparse, all), rowsOf(dense, all))).toBeLessThan(1e-5);
    }),
  );
});

test('a state taken over by a fresh optimiser goes on bit for bit, and a settled copy is what settling leaves', () => {
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 8 }), fc.nat(), fc.nat(), (steps, seed, place) => {
      const [whole, broken] = [table(seed), table(seed)];
      const first = new AdamW(whole, SETTINGS);
      let second = new AdamW(broken, SETTINGS);
      steps.forEach((each, at) => {
        const data = pickRows(wholeGradient(each, seed, at), each.rows);
        const gradients = { dense: new Map(), rows: new Map([['table', { rows: each.rows, data }]]) };
        if (at === place % steps.length) {
          const state = second.state();
          second = new AdamW(broken, SETTINGS);
          second.restore(state);
        }
        for (const adam of [first, second]) {
          adam.wake('table', each.rows);
          adam.step(gradients, each.learningRate, each.scale);
        }
      });
      expect(broken).toEqual(whole);
      const copy = first.settledCopy('table');
      second.settle();
      expect(copy).toEqual(broken.get('table'));
      first.settle();
      expect(whole).toEqual(broken);
    }),
  );
});

test('one step moves each weight by the learning rate against its gradient, whatever the gradient’s size', () => {
  const parameters: Parameters = new Map([['w', { shape: [3], data: Float32Array.of(1, 1, 1) }]]);
  const adam = new AdamW(parameters, { weightDecay: 0 });
  adam.step({ dense: new Map([['w', Float32Array.of(5, -0.001, 0)]]), rows: new Map() }, 0.01);
  const expected = [0.99, 1.01, 1];
  parameters.get('w')?.data.forEach((value, at) => {
    expect(value).toBeCloseTo(expected[at] ?? 0, 5);
  });
});

test('only the weights that decay are shrunk', () => {
  const parameters: Parameters = new Map(
    ['a.weight', 'a.bias'].map((name) => [name, { shape: [1], data: Float32Array.of(2) }]),
  );
  const adam = new AdamW(parameters, { weightDecay: 0.5, decays: (name) => name.endsWith('.weight') });
  const still = new Map([...parameters.keys()].map((name) => [name, new Float32Array(1)]));
  adam.step({ dense: still, rows: new Map() }, 0.1);
  expect([...parameters.values()].map(({ data }) => data[0])).toEqual([Math.fround(1.9), 2]);
});
