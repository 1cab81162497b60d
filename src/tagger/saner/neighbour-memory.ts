import type { WorkOptions } from '../../base/progress.js';
import type { WordVectors } from '../../encoder/word-vectors.js';
import { cachedNeighbours } from './cached-neighbours.js';
import { subspace, type WordSpace, wordNeighbours } from './word-neighbours.js';

/** Words whose neighbours are remembered. */
const MOST_KNOWN = 100_000;

/**
 * The words that a memory has rows for, and which of them are nearest to a word. Rows are in the order of `words`,
 * behind row 0, which stands for none.
 */
export class NeighbourMemory {
  readonly words: readonly string[];
  readonly #rowOf: ReadonlyMap<string, number>;
  readonly #space: WordSpace;
  readonly #count: number;
  readonly #known = new Map<string, readonly number[]>();

  constructor(words: readonly string[], vectors: WordVectors, count: number) {
    this.words = words;
    this.#rowOf = new Map(words.map((word, at) => [word, 1 + at]));
    this.#space = subspace(vectors, words);
    this.#count = count;
  }

  /** The memory of those words that are nearest to any of these among all words of the space. */
  static async of(
    words: readonly string[],
    vectors: WordVectors,
    count: number,
    work: WorkOptions = {},
  ): Promise<NeighbourMemory> {
    const present = words.map((word) => word.toLowerCase()).filter((word) => vectors.has(word));
    // Kept beside the file of the vectors, to which it belongs.
    const path = `${vectors.path}.${count}-neighbours.json`;
    const lists = await cachedNeighbours(path, vectors, present, count, work);
    return new NeighbourMemory([...new Set([...lists.values()].flat())], vectors, count);
  }

  /** Rows, the empty one included. */
  get rows(): number {
    return 1 + this.words.length;
  }

  /**
   * The rows of the words of the memory that are nearest to each word, nearest first, by the word in lower case. For
   * a word that the memory was made for they are the nearest of all words.
   */
  async rowsOf(words: readonly string[]): Promise<ReadonlyMap<string, readonly number[]>> {
    const wanted = [...new Set(words.map((word) => word.toLowerCase()))];
    if (this.#known.size > MOST_KNOWN) this.#known.clear();
    const fresh = wanted.filter((word) => !this.#known.has(word));
    const found = await wordNeighbours(this.#space, fresh, this.#count);
    for (const word of fresh) {
      const rows = found.get(word)?.map((near) => this.#rowOf.get(near) as number);
      this.#known.set(word, rows ?? []);
    }
    return new Map(wanted.map((word) => [word, this.#known.get(word) ?? []]));
  }
}
