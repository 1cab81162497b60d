import type { WorkOptions } from '../base/progress.js';
import type { Sentence, Span } from '../corpus/sentence.js';

/** A trained (or built) tagger. */
export interface TaggerModel {
  readonly labels: readonly string[];
  /** Spans for each sentence, in the order given. */
  tag(sentences: readonly Sentence[], options?: WorkOptions): AsyncIterable<readonly Span[]>;
  /** Gives back native memory. */
  close(): Promise<void>;
}
