import type { WorkOptions } from '../../base/progress.js';
import type { WordVectors } from '../../encoder/word-vectors.js';
import { cachedNeighbours } from './cached-neighbours.js';

/** Each word of a text in lower case, with its neighbours. */
export type NeighbourLists = ReadonlyMap<string, readonly string[]>;

/** Words beyond those of the training that are remembered. */
const MOST_KNOWN = 100_000;

/**
 * The rows of a memory that belong to the neighbours of words. Rows are those of the neighbours of the words trained
 * on, in their order, behind row 0, which stands for none: a neighbour that no such word has was never learnt.
 */
export class NeighbourMemory {
  readonly #rowOf = new Map<string, number>();
  readonly #further = new Map<string, readonly string[]>();

  constructor(
    readonly lists: NeighbourLists,
    private readonly vectors: WordVectors,
    private readonly count: number,
  ) {
    for (const word of new Set([...lists.values()].flat())) this.#rowOf.set(word, this.rows);
  }

  /** The memory of these words; their neighbours are sought among all words of the space. */
  static async of(
    words: readonly string[],
    vectors: WordVectors,
    count: number,
    work: WorkOptions = {},
  ): Promise<NeighbourMemory> {
    return new NeighbourMemory(await seek(words, vectors, count, work), vectors, count);
  }

  /** Rows, the empty one included. */
  get rows(): number {
    return 1 + this.#rowOf.size;
  }

  /** The rows of each word's neighbours, by the word in lower case. */
  async rowsOf(words: readonly string[]): Promise<ReadonlyMap<string, readonly number[]>> {
    const wanted = [...new Set(words.map((word) => word.toLowerCase()))];
    const fresh = wanted.filter((word) => !this.lists.has(word) && !this.#further.has(word));
    if (this.#further.size > MOST_KNOWN) this.#further.clear();
    const found = await seek(fresh, this.vectors, this.count);
    for (const [word, neighbours] of found) this.#further.set(word, neighbours);
    const rows = (word: string): number[] =>
      (this.lists.get(word) ?? this.#further.get(word) ?? []).flatMap((near) => this.#rowOf.get(near) ?? []);
    return new Map(wanted.map((word) => [word, rows(word)]));
  }
}

/** The lists of those words that have a vector; kept beside the file of the vectors. */
async function seek(
  words: readonly string[],
  vectors: WordVectors,
  count: number,
  work?: WorkOptions,
): Promise<NeighbourLists> {
  const present = words.map((word) => word.toLowerCase()).filter((word) => vectors.has(word));
  if (present.length === 0) return new Map();
  return await cachedNeighbours(`${vectors.path}.${count}-neighbours.json`, vectors, present, count, work);
}
