import { blocksOf } from './blocks.js';
import type { Distance } from './distances.js';
import { leastBehindProducts, openProducts } from './products.js';
import { type Scan, scanAbsolute, scanCubes } from './scan.js';
import type { Support } from './support.js';

/** Finds the nearest support token of each class. Every pair is compared; only a block of pairs is ever held. */
export interface Search {
  /**
   * Distances of queries (rows of the support's width, of length 1) to the nearest row of each class:
   * queries×classes, infinite where a class has no row.
   */
  nearest(queries: Float32Array): Promise<Float64Array>;
  /** Gives back native memory. */
  close(): Promise<void>;
}

/** A search of a support by a distance. */
export function openSearch(support: Support, distance: Distance): Promise<Search> {
  return SEARCHES[distance](support);
}

const SEARCHES: Readonly<Record<Distance, (support: Support) => Promise<Search>>> = {
  'squared-euclidean': searchSquared,
  manhattan: (support) => searchByScan(support, scanAbsolute, (sum) => sum),
  'minkowski-3': (support) => searchByScan(support, scanCubes, Math.cbrt),
  cosine: searchCosine,
};

/** |q − s|² as |q|² + 2·(|s|²/2 − q·s), the products by onnxruntime in single precision. */
async function searchSquared(support: Support): Promise<Search> {
  const session = await openProducts(support.width);
  const offsets = squares(support.vectors, support.width).map((square) => square / 2);
  return {
    nearest: async (queries) => {
      const own = squares(queries, support.width);
      const least = await leastBehindProducts(session, queries, support, offsets);
      const classes = least.length / own.length;
      return least.map((value, at) => Math.max(0, (own[Math.floor(at / classes)] as number) + 2 * value));
    },
    close: () => session.close(),
  };
}

/** 1 − q·s. */
async function searchCosine(support: Support): Promise<Search> {
  const session = await openProducts(support.width);
  const offsets = new Float64Array(support.vectors.length / support.width).fill(1);
  return {
    nearest: async (queries) =>
      (await leastBehindProducts(session, queries, support, offsets)).map((value) => Math.max(0, value)),
    close: () => session.close(),
  };
}

function squares(rows: Float32Array, width: number): Float64Array {
  return Float64Array.from({ length: rows.length / width }, (_, row) =>
    rows.subarray(row * width, (row + 1) * width).reduce((sum, value) => sum + value * value, 0),
  );
}

/** Numbers of the support that are gone through with all queries before the next: they stay in the cache. */
const CACHED = 1 << 16;

async function searchByScan(
  { width, starts, vectors }: Support,
  scan: Scan,
  finish: (sum: number) => number,
): Promise<Search> {
  const classes = starts.length - 1;
  const size = Math.max(4, Math.floor(CACHED / width));
  return {
    nearest: async (queries) => {
      const count = queries.length / width;
      const least = new Float64Array(count * classes).fill(Number.POSITIVE_INFINITY);
      for (const block of blocksOf(starts, size)) {
        for (let query = 0; query < count; query++) {
          const at = query * classes + block.number;
          least[at] = scan(queries, query * width, vectors, block, width, least[at] as number);
        }
      }
      return least.map(finish);
    },
    close: async () => {},
  };
}
