import type { Block } from './blocks.js';

/** Numbers of a row that are summed before its sum is looked at. */
const STRETCH = 32;

/**
 * The least sum from the query at `from` to the rows of a block, of differences or of their cubes, where it is below
 * `limit`, else `limit`. Four rows are summed side by side, because one sum alone waits for itself, and left as soon as
 * none of them can come below the least so far: sums only grow. Each rule has a loop of its own, because a call for each
 * pair of numbers would take many times as long.
 */
export type Scan = (
  queries: Float32Array,
  from: number,
  rows: Float32Array,
  block: Pick<Block, 'first' | 'end'>,
  width: number,
  limit: number,
) => number;

export const scanAbsolute: Scan = (queries, from, rows, { first, end }, width, limit) => {
  let least = limit;
  for (let row = first; row < end; row += 4) {
    let [a, b, c, d] = placesOf(row, end, width);
    let [sumA, sumB, sumC, sumD] = [0, 0, 0, 0];
    for (let at = from; at < from + width && Math.min(sumA, sumB, sumC, sumD) < least; ) {
      for (const stop = Math.min(at + STRETCH, from + width); at < stop; at++) {
        const value = queries[at] as number;
        sumA += Math.abs(value - (rows[a++] as number));
        sumB += Math.abs(value - (rows[b++] as number));
        sumC += Math.abs(value - (rows[c++] as number));
        sumD += Math.abs(value - (rows[d++] as number));
      }
    }
    least = Math.min(least, sumA, sumB, sumC, sumD);
  }
  return least;
};

export const scanCubes: Scan = (queries, from, rows, { first, end }, width, limit) => {
  let least = limit;
  for (let row = first; row < end; row += 4) {
    let [a, b, c, d] = placesOf(row, end, width);
    let [sumA, sumB, sumC, sumD] = [0, 0, 0, 0];
    for (let at = from; at < from + width && Math.min(sumA, sumB, sumC, sumD) < least; ) {
      for (const stop = Math.min(at + STRETCH, from + width); at < stop; at++) {
        const value = queries[at] as number;
        const gapA = Math.abs(value - (rows[a++] as number));
        const gapB = Math.abs(value - (rows[b++] as number));
        const gapC = Math.abs(value - (rows[c++] as number));
        const gapD = Math.abs(value - (rows[d++] as number));
        sumA += gapA * gapA * gapA;
        sumB += gapB * gapB * gapB;
        sumC += gapC * gapC * gapC;
        sumD += gapD * gapD * gapD;
      }
    }
    least = Math.min(least, sumA, sumB, sumC, sumD);
  }
  return least;
};

/** Where this row and the next three begin; behind the last row that one again, which changes no least sum. */
function placesOf(row: number, end: number, width: number): [number, number, number, number] {
  const last = end - 1;
  return [
    row * width,
    Math.min(row + 1, last) * width,
    Math.min(row + 2, last) * width,
    Math.min(row + 3, last) * width,
  ];
}
