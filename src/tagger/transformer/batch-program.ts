import type { Encoder } from '../../encoder/encoder.js';
import type { SessionOptions } from '../../tensor/session.js';
import type { Gradients } from '../../tensor/train/adamw.js';
import type { Parameters } from '../../tensor/train/parameters.js';
import type { StepSeed } from '../../tensor/train/step-feeds.js';
import { StepProgram } from '../../tensor/train/step-program.js';
import { targetFeed, windowFeeds } from './batches.js';
import { taggingLoss } from './classifier.js';
import type { Example } from './examples.js';
import type { TagSet } from './tag-set.js';

export interface LossAndGradients {
  readonly loss: number;
  readonly gradients: Gradients;
}

/** Loss and gradients of batches of one shape. */
export interface BatchProgram {
  /** Each labelled word weighs 1/`words`, the number of labelled words in all batches of the step. */
  run(batch: readonly Example[], words: number, seed: StepSeed): Promise<LossAndGradients>;
  close(): Promise<void>;
}

export interface BatchProgramOptions extends SessionOptions {
  readonly encoder: Encoder;
  readonly set: TagSet;
  readonly parameters: Parameters;
  readonly frozen: ReadonlySet<string>;
  readonly buffers: Map<string, Float32Array<ArrayBuffer>>;
  readonly beforeRead: (table: string, rows: Iterable<number>) => void;
  /** Windows a batch. */
  readonly size: number;
  /** Pieces a window, padding included. */
  readonly length: number;
}

/** Cross-entropy of each word's tag for itself. */
export async function crossEntropyProgram(options: BatchProgramOptions): Promise<BatchProgram> {
  const { encoder, set, size, length } = options;
  const tags = set.tags.length;
  const program = await StepProgram.build({
    ...options,
    loss: (scope) => taggingLoss(scope, encoder, tags, size, length),
  });
  return {
    run: (batch, words, seed) => {
      const windows = batch.map(({ window }) => window);
      const target = targetFeed(batch, length, tags, words);
      return program.run({ ...windowFeeds(encoder, windows, length), target }, seed);
    },
    close: () => program.close(),
  };
}
