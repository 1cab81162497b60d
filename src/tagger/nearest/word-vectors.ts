import type { WorkOptions } from '../../base/progress.js';
import type { Sentence } from '../../corpus/sentence.js';

/** What a vector of a word is: the encoder's last state, or the tagger's log-probabilities. */
export const VECTOR_KINDS = ['hidden', 'log-probabilities'] as const;
export type VectorKind = (typeof VECTOR_KINDS)[number];

/** A trained tagger as a way from words to vectors. */
export interface WordVectors {
  readonly width: number;
  /** The vectors of each sentence's tokens (tokens×width), in the order given. */
  vectorsOf(sentences: readonly Sentence[], work?: WorkOptions): AsyncIterable<Float32Array>;
  /** Gives back native memory. */
  close(): Promise<void>;
}
