import type { Vote } from './votes.js';

/** How often candidates got these votes. */
export interface Pattern {
  readonly votes: readonly Vote[];
  count: number;
}

/** Votes counted by what they are together: the label model needs no more of a text, however long it is. */
export interface Patterns {
  add(votes: readonly Vote[], count?: number): void;
  list(): readonly Pattern[];
}

export function makePatterns(): Patterns {
  const patterns = new Map<string, Pattern>();
  return {
    add(votes, count = 1) {
      const key = votes.join('\t');
      const known = patterns.get(key);
      if (known === undefined) patterns.set(key, { votes, count });
      else known.count += count;
    },
    list: () => [...patterns.values()],
  };
}
