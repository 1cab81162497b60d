import { owned } from '../owned.js';

/** How often a word stands in a text, and how often in what teachers claim. */
export interface WordUse {
  readonly word: string;
  readonly count: number;
  readonly claimed: number;
}

/** The uses of words without case. */
export interface WordUses {
  add(word: string, isClaimed: boolean): void;
  count(word: string): number;
  /** Of its uses, those inside claims: 0 to 1; 0 for a word that was not seen. */
  claimedShare(word: string): number;
  list(): Iterable<WordUse>;
  /** Words that were read. */
  readonly total: number;
}

export function makeWordUses(): WordUses {
  const uses = new Map<string, { word: string; count: number; claimed: number }>();
  let total = 0;
  return {
    add(word, isClaimed) {
      total++;
      let use = uses.get(word);
      if (use === undefined) {
        use = { word: owned(word), count: 0, claimed: 0 };
        uses.set(use.word, use);
      }
      use.count++;
      if (isClaimed) use.claimed++;
    },
    count: (word) => uses.get(word)?.count ?? 0,
    claimedShare: (word) => {
      const use = uses.get(word);
      return use === undefined ? 0 : use.claimed / use.count;
    },
    list: () => uses.values(),
    get total() {
      return total;
    },
  };
}
