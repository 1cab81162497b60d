/** Rows read from a source, and those of them that were kept. */
export interface Count {
  read: number;
  kept: number;
}

/** Rows left out on purpose: what they hold, why, how many. */
export interface LeftOut {
  readonly what: string;
  readonly why: string;
  count: number;
}

/** What came of one source's rows. How many relations are kept is known only once all sources are in. */
export interface SourceCounts {
  readonly terms: Count;
  /** Terms marked obsolete: kept, but out of every look-up. */
  obsolete: number;
  /** Preferred names and synonyms; the same name twice on one concept is kept once. */
  readonly names: Count;
  /** Synonyms read on terms that are not obsolete. */
  synonyms: number;
  /** Rows of relations read: `is_a` lines, rows of MRREL. */
  relations: number;
  /** `is_a` lines read on terms that are not obsolete. */
  liveRelations: number;
  /** Rows that say a concept's type. */
  types: number;
  definitions: number;
  /** Rows that say how two ids compare. */
  matches: number;
  readonly left: LeftOut[];
}

/** All zero. */
export function noCounts(): SourceCounts {
  const count = (): Count => ({ read: 0, kept: 0 });
  return {
    ...{ terms: count(), obsolete: 0, names: count(), synonyms: 0, relations: 0, liveRelations: 0 },
    ...{ types: 0, definitions: 0, matches: 0, left: [] },
  };
}

/** Adds to the rows left out for a reason. */
export function countLeft({ left }: SourceCounts, what: string, why: string, count: number): void {
  if (count === 0) return;
  const entry = left.find((one) => one.what === what && one.why === why);
  if (entry === undefined) left.push({ what, why, count });
  else entry.count += count;
}
