import { emitOnnx } from '../../tensor/onnx/emit.js';
import { gemm } from '../../tensor/ops/product.js';
import { openSession, type Session } from '../../tensor/session.js';
import { input } from '../../tensor/tensor.js';
import { blocksOf } from './blocks.js';
import type { Support } from './support.js';

/** Support rows, and queries, that are multiplied together: the products of a block take 4 MiB. */
const ROWS = 4096;
const QUERIES = 256;

/** A program for the products of rows with rows, of any number. */
export function openProducts(width: number): Promise<Session> {
  const queries = input('queries', ['queries', width]);
  const support = input('support', ['support', width]);
  return openSession(emitOnnx({ products: gemm(queries, support, { transB: true }) }));
}

/**
 * For each query and class the least of `offsets[row] − query·row` over the rows of the class: queries×classes.
 *
 * @param offsets One for each support row.
 */
export async function leastBehindProducts(
  session: Session,
  queries: Float32Array,
  { width, starts, vectors }: Support,
  offsets: Float64Array,
): Promise<Float64Array> {
  const classes = starts.length - 1;
  const count = queries.length / width;
  const least = new Float64Array(count * classes).fill(Number.POSITIVE_INFINITY);
  const buffer = new Float32Array(ROWS * QUERIES);
  for (const { number, first, end } of blocksOf(starts, ROWS)) {
    const rows = end - first;
    const support = { data: vectors.subarray(first * width, end * width), shape: [rows, width] };
    const own = offsets.subarray(first, end);
    for (let from = 0; from < count; from += QUERIES) {
      const size = Math.min(QUERIES, count - from);
      const asked = { data: queries.subarray(from * width, (from + size) * width), shape: [size, width] };
      const products = { data: buffer.subarray(0, size * rows), shape: [size, rows] };
      await session.run({ queries: asked, support }, { products });
      for (let query = 0; query < size; query++) {
        const at = (from + query) * classes + number;
        least[at] = Math.min(least[at] as number, leastInRow(buffer, query * rows, own));
      }
    }
  }
  return least;
}

function leastInRow(products: Float32Array, from: number, offsets: Float64Array): number {
  let least = Number.POSITIVE_INFINITY;
  for (let row = 0; row < offsets.length; row++) {
    const value = (offsets[row] as number) - (products[from + row] as number);
    if (value < least) least = value;
  }
  return least;
}
