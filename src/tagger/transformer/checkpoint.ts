import type { AdamWState } from '../../tensor/train/adamw-state.js';
import type { Parameters } from '../../tensor/train/parameters.js';
import type { LogRecord } from './training-log.js';

/**
 * All that a run needs to go on after a step. Order, dropout and fresh weights are drawn from the
 * seed and the number of the step, so no state of a generator is part of it.
 */
export interface TrainState {
  /** Steps done. */
  readonly step: number;
  readonly log: readonly LogRecord[];
  /** The weights that training moves. */
  readonly weights: Parameters;
  readonly optimiser: AdamWState;
  /** The weights of the best evaluation, where development sentences choose. */
  readonly best?: Parameters | undefined;
}

/** Where a run keeps its state; `key` stands for its settings, data and first weights. */
export interface Checkpoint {
  /** The state kept under this key, if any; a run that starts anew discards what is kept under another. */
  load(key: string): Promise<TrainState | undefined>;
  /** Called with every line of the log. */
  record(record: LogRecord): void;
  /** Whether the state should be kept now, so many steps done. */
  isDue(step: number): boolean;
  save(key: string, state: TrainState): Promise<void>;
}
