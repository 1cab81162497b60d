import type { Sentence } from '../../corpus/sentence.js';
import type { Encoder } from '../../encoder/encoder.js';
import type { Parameters } from '../../tensor/train/parameters.js';
import type { Knowledge } from '../knowledge-features/knowledge.js';
import type { Distance } from '../nearest/distances.js';
import type { VectorKind } from '../nearest/word-vectors.js';
import type { TrainSettings } from './settings.js';
import type { LogRecord } from './training-log.js';

/** Among what a tagger seeks neighbours. */
export interface Neighbours {
  /** All sentences it learnt from. */
  readonly support: readonly Sentence[];
  readonly vectors: VectorKind;
  readonly distance: Distance;
}

/** A fine-tuned encoder with its classifier, in memory. */
export interface TrainedTagger {
  /** With features from `knowledge` among its inputs, where there is one. */
  readonly encoder: Encoder;
  readonly knowledge?: Knowledge | undefined;
  readonly parameters: Parameters;
  readonly labels: readonly string[];
  readonly settings: TrainSettings;
  /** Loss of each step. */
  readonly losses: readonly number[];
  /** Of a tagger that decides by neighbours. */
  readonly neighbours?: Neighbours;
  /** Steps and evaluations as they happened. */
  readonly log: readonly LogRecord[];
}

export type TrainedDann = TrainedTagger & { readonly neighbours: Neighbours };
