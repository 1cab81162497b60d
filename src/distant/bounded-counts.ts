/** Counts of very many keys in bounded memory. */
export interface BoundedCounts {
  add(key: string): void;
  /** At most `lost` below the truth; 0 for keys that were let go. */
  get(key: string): number;
  entries(): Iterable<readonly [string, number]>;
  /** The most by which a count may be too low. */
  readonly lost: number;
  readonly size: number;
}

/**
 * Counts that hold at most `limit` keys: when there are more, one is taken from every count and keys without any are
 * let go (Misra and Gries 1982), as often as it takes to free half. What is frequent stays.
 */
export function boundedCounts(limit: number): BoundedCounts {
  let counts = new Map<string, number>();
  let lost = 0;
  const prune = (): void => {
    while (counts.size > limit / 2) {
      lost++;
      const kept = new Map<string, number>();
      for (const [key, count] of counts) if (count > 1) kept.set(key, count - 1);
      counts = kept;
    }
  };
  return {
    add(key) {
      counts.set(key, (counts.get(key) ?? 0) + 1);
      if (counts.size > limit) prune();
    },
    get: (key) => counts.get(key) ?? 0,
    entries: () => counts.entries(),
    get lost() {
      return lost;
    },
    get size() {
      return counts.size;
    },
  };
}
