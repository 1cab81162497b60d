import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DISTANCES, type Distance } from './distances.js';
import { openSearch } from './search.js';
import { normaliseRows, type Support } from './support.js';

type Row = readonly number[];

/** As the definitions have it. */
const BETWEEN: Readonly<Record<Distance, (a: Row, b: Row) => number>> = {
  'squared-euclidean': (a, b) => sum(a, (value, at) => (value - (b[at] as number)) ** 2),
  manhattan: (a, b) => sum(a, (value, at) => Math.abs(value - (b[at] as number))),
  'minkowski-3': (a, b) => sum(a, (value, at) => Math.abs(value - (b[at] as number)) ** 3) ** (1 / 3),
  cosine: (a, b) => 1 - sum(a, (value, at) => value * (b[at] as number)),
};

const sum = (row: Row, of: (value: number, at: number) => number): number =>
  row.reduce((total, value, at) => total + of(value, at), 0);

function rowsOf(values: Float32Array, width: number): Row[] {
  return Array.from({ length: values.length / width }, (_, row) => [
    ...values.subarray(row * width, (row + 1) * width),
  ]);
}

function bruteForce(
  queries: Float32Array,
  { width, vectors, starts }: Support,
  distance: Distance,
): number[] {
  const rows = rowsOf(vectors, width);
  return rowsOf(queries, width).flatMap((query) =>
    starts
      .slice(1)
      .map((end, number) =>
        Math.min(...rows.slice(starts[number], end).map((row) => BETWEEN[distance](query, row))),
      ),
  );
}

const numbers = (length: number): fc.Arbitrary<Float32Array> =>
  fc
    .array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: length, maxLength: length })
    .map((values) => Float32Array.from(values));

const cases = fc
  .record({
    width: fc.integer({ min: 1, max: 6 }),
    sizes: fc.array(fc.nat(9), { minLength: 2, maxLength: 4 }),
    queries: fc.nat(6),
  })
  .chain(({ width, sizes, queries }) => {
    const starts = [0, ...sizes.map((_, at) => sizes.slice(0, at + 1).reduce((all, size) => all + size))];
    const support = numbers((starts.at(-1) as number) * width);
    return fc.record({
      support: support.map((vectors): Support => {
        return { labels: [], width, starts, vectors: normaliseRows(vectors, width) };
      }),
      queries: numbers(queries * width).map((rows) => normaliseRows(rows, width)),
    });
  });

function expectClose(found: Float64Array, expected: readonly number[]): void {
  expect(found).toHaveLength(expected.length);
  // Single precision, of which the cube root of a sum near 0 makes more.
  for (const [at, value] of expected.entries()) {
    if (value === Number.POSITIVE_INFINITY) expect(found[at]).toBe(value);
    else expect(Math.abs((found[at] as number) - value)).toBeLessThan(2e-6);
  }
}

describe.each(DISTANCES)('%s', (distance) => {
  test('finds what a comparison of every pair finds', () =>
    fc.assert(
      fc.asyncProperty(cases, async ({ support, queries }) => {
        const search = await openSearch(support, distance);
        const found = await search.nearest(queries);
        await search.close();
        expectClose(found, bruteForce(queries, support, distance));
      }),
      { numRuns: 40 },
    ));

  test('and so with more rows and queries than one block has', async () => {
    const [width, starts] = [3, [0, 4500, 4503, 9000]];
    const wave = (length: number, by: number): Float32Array =>
      normaliseRows(
        Float32Array.from({ length: length * width }, (_, at) => Math.sin(by * at * at)),
        width,
      );
    const support = { labels: ['A', 'B'], width, starts, vectors: wave(9000, 0.37) };
    const queries = wave(260, 0.73);
    const search = await openSearch(support, distance);
    const found = await search.nearest(queries);
    await search.close();
    expectClose(found.subarray(0, 6), bruteForce(queries.subarray(0, 2 * width), support, distance));
    expectClose(found.subarray(-9), bruteForce(queries.subarray(-3 * width), support, distance));
  });

  test('and so where rows are too wide to be summed at one stretch', () => {
    const width = 70;
    const wide = fc.tuple(numbers(40 * width), numbers(3 * width));
    return fc.assert(
      fc.asyncProperty(wide, async ([rows, asked]) => {
        const vectors = normaliseRows(rows, width);
        const support = { labels: ['A'], width, starts: [0, 30, 40], vectors };
        const queries = normaliseRows(asked, width);
        const search = await openSearch(support, distance);
        const found = await search.nearest(queries);
        await search.close();
        expectClose(found, bruteForce(queries, support, distance));
      }),
      { numRuns: 20 },
    );
  });

  test('a row of the support is at distance 0 from itself, and nothing is nearer', async () => {
    const vectors = normaliseRows(Float32Array.of(3, 4, -1, 2, 5, 1), 2);
    const search = await openSearch({ labels: ['A'], width: 2, starts: [0, 1, 3], vectors }, distance);
    const found = await search.nearest(vectors.slice(2, 4));
    await search.close();
    expect(found[1]).toBeCloseTo(0, 6);
    expect(found[0]).toBeGreaterThan(0.1);
  });
});
