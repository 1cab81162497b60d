import type { Encoder } from '../../encoder/encoder.js';
import type { SessionOptions } from '../../tensor/session.js';
import type { Gradients } from '../../tensor/train/adamw.js';
import type { Parameters } from '../../tensor/train/parameters.js';
import type { StepSeed } from '../../tensor/train/step-feeds.js';
import type { StepMemory } from '../../tensor/train/step-memory.js';
import { StepProgram } from '../../tensor/train/step-program.js';
import { sizesOf, targetFeed, windowFeeds } from './batches.js';
import { taggingLoss } from './classifier.js';
import type { Example } from './examples.js';
import type { TagSet } from './tag-set.js';

export interface LossAndGradients {
  readonly loss: number;
  readonly gradients: Gradients;
}

/** Loss and gradients of batches of any shape. */
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
  readonly memory: StepMemory;
  /** Exponent of generalised cross-entropy. */
  readonly robust?: number | undefined;
  readonly beforeRead: (table: string, rows: Iterable<number>) => void;
}

/** Cross-entropy of each word's tag for itself. */
export async function crossEntropyProgram(options: BatchProgramOptions): Promise<BatchProgram> {
  const { encoder, set } = options;
  const tags = set.tags.length;
  const program = await StepProgram.build({
    ...options,
    loss: (scope) => taggingLoss(scope, encoder, tags, ['batch', 'length'], options.robust),
  });
  return {
    run: (batch, words, seed) => {
      const sizes = sizesOf(batch);
      const target = targetFeed(batch, sizes.length, tags, words);
      const windows = batch.map(({ window }) => window);
      return program.run({ ...windowFeeds(encoder, windows, sizes.length), target }, { ...seed, sizes });
    },
    close: () => program.close(),
  };
}
