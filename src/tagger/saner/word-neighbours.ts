import { throwIfAborted } from '../../base/errors.js';
import type { WorkOptions } from '../../base/progress.js';
import type { WordBlock, WordVectors } from '../../encoder/word-vectors.js';
import { openProducts } from '../nearest/products.js';
import { normaliseRows } from '../nearest/support.js';
import { Nearest } from './nearest-list.js';

/** Words of the space that are compared with all words asked for together. */
const BLOCK = 4096;

/** Words with their vectors, all of a file or some. */
export type WordSpace = Pick<WordVectors, 'dimensions' | 'size' | 'rowsFor' | 'blocks'>;

/** Some words of a space as a space of their own; any word may be compared with them. */
export function subspace(space: WordSpace, words: readonly string[]): WordSpace {
  const { dimensions } = space;
  const { matrix } = space.rowsFor(words);
  return {
    dimensions,
    size: words.length,
    rowsFor: (asked) => space.rowsFor(asked),
    blocks: function* (size) {
      for (let from = 0; from < words.length; from += size) {
        const block = words.slice(from, from + size);
        yield { words: block, matrix: matrix.slice(from * dimensions, (from + block.length) * dimensions) };
      }
    },
  };
}

/**
 * The `count` words of the space nearest to each word by cosine, nearest first, the word itself left out; of equally
 * near ones that which stands first in the file. Every word of the space is compared. Words are taken in lower case;
 * one that the space has not has no neighbours.
 */
export async function wordNeighbours(
  vectors: WordSpace,
  words: Iterable<string>,
  count: number,
  { signal, onProgress }: WorkOptions = {},
): Promise<Map<string, readonly string[]>> {
  const { matrix, rowOf } = vectors.rowsFor(new Set(Array.from(words, (word) => word.toLowerCase())));
  const asked = [...rowOf.keys()];
  const queries = {
    data: normaliseRows(matrix, vectors.dimensions),
    shape: [asked.length, vectors.dimensions],
  };
  const nearest = asked.map((word) => new Nearest(word, count));
  const session = await openProducts(vectors.dimensions);
  try {
    let done = 0;
    for (const block of asked.length === 0 ? [] : vectors.blocks(BLOCK)) {
      throwIfAborted(signal);
      const { products } = await session.run({ queries, support: unitRows(block, vectors.dimensions) });
      const cosines = products?.data as Float32Array;
      nearest.forEach((list, at) => {
        list.offer(block.words, cosines.subarray(at * block.words.length, (at + 1) * block.words.length));
      });
      done += block.words.length;
      onProgress?.({ done, total: vectors.size, note: 'words' });
    }
  } finally {
    await session.close();
  }
  return new Map(nearest.map((list) => [list.word, list.words()]));
}

function unitRows({ words, matrix }: WordBlock, width: number) {
  return { data: normaliseRows(matrix, width), shape: [words.length, width] };
}
