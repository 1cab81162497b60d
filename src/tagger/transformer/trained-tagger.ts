import type { Encoder } from '../../encoder/encoder.js';
import type { Parameters } from '../../tensor/train/parameters.js';
import type { TrainSettings } from './settings.js';
import type { LogRecord } from './training-log.js';

/** A fine-tuned encoder with its classifier, in memory. */
export interface TrainedTagger {
  readonly encoder: Encoder;
  readonly parameters: Parameters;
  readonly labels: readonly string[];
  readonly settings: TrainSettings;
  /** Loss of each step. */
  readonly losses: readonly number[];
  /** Steps and evaluations as they happened. */
  readonly log: readonly LogRecord[];
}
