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
import { exponentFeed } from './robust.js';
import type { TagSet } from './tag-set.js';

export interface LossAndGradients {
  readonly loss: number;
  readonly gradients: Gradients;
}

/** Loss and gradients of batches of any shape. */
export interface BatchProgram {
  /**
   * Each labelled word weighs 1/`words`, the number of labelled words in all batches of the step; `exponent` is that of
   * generalised cross-entropy.
   */
  run(batch: readonly Example[], words: number, seed: StepSeed, exponent?: number): Promise<LossAndGradients>;
  close(): Promise<void>;
}

export interface BatchProgramOptions extends SessionOptions {
  readonly encoder: Encoder;
  readonly set: TagSet;
  readonly parameters: Parameters;
  readonly frozen: ReadonlySet<string>;
  readonly memory: StepMemory;
  /** Whether the loss is generalised cross-entropy. */
  readonly isRobust?: boolean | undefined;
  readonly beforeRead: (table: string, rows: Iterable<number>) => void;
}

/** Cross-entropy of each word's tag for itself. */
export async function crossEntropyProgram(options: BatchProgramOptions): Promise<BatchProgram> {
  const { encoder, set } = options;
  const tags = set.tags.length;
  const program = await StepProgram.build({
    ...options,
    loss: (scope) => taggingLoss(scope, encoder, tags, ['batch', 'length'], options.isRobust),
  });
  return {
    run: (batch, words, seed, exponent) => {
      const sizes = sizesOf(batch);
      const target = targetFeed(batch, sizes.length, tags, words * (exponent ?? 1));
      const windows = batch.map(({ window }) => window);
      const feeds = { ...windowFeeds(encoder, windows, sizes.length), target, ...exponentFeed(exponent) };
      return program.run(feeds, { ...seed, sizes });
    },
    close: () => program.close(),
  };
}
