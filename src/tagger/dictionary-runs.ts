import type { Sentence } from '../corpus/sentence.js';

/** Neighbouring sentences of one document; of sentences that know of none, all that follow each other. */
export interface Run {
  readonly document: string | undefined;
  /** Sentences behind its explanation in which an abbreviation holds. */
  readonly reach: number;
  readonly sentences: readonly Sentence[];
}

/** Where no document is known (chosen on NCBI Disease, development: any number from 10 to 50 does as well). */
const REACH = 15;

/** Parts sentences into runs, in their order. */
export function runsOf(sentences: readonly Sentence[]): Run[] {
  const runs: (Run & { readonly sentences: Sentence[] })[] = [];
  for (const sentence of sentences) {
    const document = sentence.document?.id;
    const last = runs.at(-1);
    if (last !== undefined && last.document === document) last.sentences.push(sentence);
    else
      runs.push({
        document,
        reach: document === undefined ? REACH : Number.POSITIVE_INFINITY,
        sentences: [sentence],
      });
  }
  return runs;
}
