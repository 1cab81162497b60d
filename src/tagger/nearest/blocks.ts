/** Rows `first` to `end` of the class `number`. */
export interface Block {
  readonly number: number;
  readonly first: number;
  readonly end: number;
}

/** All rows as runs of at most `size` of one class; `starts` as a support has them. */
export function* blocksOf(starts: readonly number[], size: number): Generator<Block> {
  for (let number = 0; number + 1 < starts.length; number++) {
    const stop = starts[number + 1] as number;
    for (let first = starts[number] as number; first < stop; first += size)
      yield { number, first, end: Math.min(first + size, stop) };
  }
}
