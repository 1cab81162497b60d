import type { Encoder } from '../../encoder/encoder.js';
import type { Parameters } from '../../tensor/train/parameters.js';
import type { Knowledge } from '../knowledge-features/knowledge.js';
import type { TrainSettings } from './settings.js';
import type { LogRecord } from './training-log.js';

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
  /** Steps and evaluations as they happened. */
  readonly log: readonly LogRecord[];
}
