import type { Sentence } from '../corpus/index.js';
import { pairSentences } from '../evaluate/index.js';

/** Predictions that take part in a vote: a tagger's, a dictionary's, another tool's. */
export interface Voter {
  readonly name: string;
  readonly sentences: readonly Sentence[];
}

/** The same sentence as every voter marked it, in the order of the voters. */
export type Ballot = readonly Sentence[];

/**
 * The sentences of the first voter with what all voters have in each, matched by id or order and checked by text.
 *
 * @throws HilgenError `input` where a voter lacks a sentence or its text is another.
 */
export function ballotsOf([first, ...others]: readonly Voter[]): Ballot[] {
  if (first === undefined) return [];
  const columns = others.map(({ sentences }) => pairSentences(first.sentences, sentences));
  return first.sentences.map((sentence, at) => [
    sentence,
    ...columns.map((pairs) => pairs[at]?.predicted ?? sentence),
  ]);
}
