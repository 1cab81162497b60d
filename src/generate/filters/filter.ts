import type { Sentence } from '../../corpus/sentence.js';

/** A sentence that a filter took out, and why. */
export interface Removed {
  readonly sentence: Sentence;
  readonly detail: string;
}

/** What a filter leaves, in the order given, and what it takes out. */
export interface Filtered {
  readonly kept: readonly Sentence[];
  readonly removed: readonly Removed[];
  /** What else there is to say, for example that there was too little to take from. */
  readonly note?: string | undefined;
}

/** Looks at all sentences together and takes some out. */
export type Filter<Settings> = (
  sentences: readonly Sentence[],
  settings: Settings,
) => Filtered | Promise<Filtered>;

/** Filters by a verdict on each sentence: a detail takes it out. */
export function byVerdict(
  sentences: readonly Sentence[],
  verdict: (sentence: Sentence, at: number) => string | undefined,
): Filtered {
  const kept: Sentence[] = [];
  const removed: Removed[] = [];
  for (const [at, sentence] of sentences.entries()) {
    const detail = verdict(sentence, at);
    if (detail === undefined) kept.push(sentence);
    else removed.push({ sentence, detail });
  }
  return { kept, removed };
}
