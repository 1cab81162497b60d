import type { WorkOptions } from '../../base/progress.js';
import type { Sentence } from '../../corpus/sentence.js';

/** A stretch of a sentence that a teacher takes for a mention. Offsets are UTF-16 code units, half-open. */
export interface Claim {
  readonly start: number;
  readonly end: number;
  readonly label: string;
  readonly concept?: string | undefined;
  /** Claims of one kind are taken to be as reliable as each other: a name of a dictionary, a range of scores. */
  readonly kind: string;
}

/** One that labels raw text, and errs. */
export interface Teacher {
  readonly name: string;
  readonly labels: readonly string[];
  /** Whether it looked at every word, so that its silence speaks against a mention. A dictionary does not know all names. */
  readonly covers: boolean;
  /** Whether it has the name, where it is a list of such. */
  knows?(name: string): boolean;
  /** What it says of neighbouring sentences, whole documents at a time; `undefined` where it knows nothing of one. */
  label(
    sentences: readonly Sentence[],
    work?: WorkOptions,
  ): Promise<readonly (readonly Claim[] | undefined)[]>;
  close(): Promise<void>;
}
