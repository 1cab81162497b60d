import type { WorkOptions } from '../../base/progress.js';
import type { Sentence } from '../../corpus/sentence.js';
import { type Prepared, type Preset, prepareMarks } from '../../generate/index.js';
import { chooseSentences } from '../raw/choose.js';
import { rawSieve } from '../raw/sieve.js';

/** Raw text, and the sentences that it must not have. */
export interface RawText {
  readonly blocks: () => AsyncIterable<Sentence[]>;
  readonly shots: readonly Sentence[];
  readonly heldOut: readonly Sentence[];
}

/** Which sentences a language model is asked of. */
export interface Marking {
  /** Of the text, as many. */
  readonly count: number;
  /** Of the first so many. */
  readonly most: number;
  /** Whether of the shots too, each by the examples of the others; of `count` at most. */
  readonly tries: boolean;
}

/** The requests by which a language model marks sentences of raw text, with the shots as examples. */
export async function prepareMarking(
  preset: Preset,
  { blocks, shots, heldOut }: RawText,
  { tries, ...bounds }: Marking,
  work: WorkOptions = {},
): Promise<Prepared> {
  const chosen = await chooseSentences(rawSieve(shots, heldOut)(blocks()).sentences, bounds, work);
  // A single shot would be asked of without any example.
  const own = tries && shots.length > 1 ? shots.slice(0, bounds.count) : [];
  return prepareMarks(preset, shots, [...chosen, ...own]);
}
