import { mul } from '../../tensor/ops/arithmetic.js';
import { sumAll } from '../../tensor/ops/reduce.js';
import { input, type Tensor } from '../../tensor/tensor.js';
import { ForwardProgram } from '../../tensor/train/forward-program.js';
import { parameterOf } from '../../tensor/train/parameters.js';
import type { Scope } from '../../tensor/train/scope.js';
import { StepProgram } from '../../tensor/train/step-program.js';
import type { BatchProgram, BatchProgramOptions } from './batch-program.js';
import { sizesOf, windowFeeds } from './batches.js';
import { tagScores } from './classifier.js';
import { batchCrfLoss } from './crf-loss.js';
import { TRANSITIONS, withLearnt } from './learnt-transitions.js';

/**
 * Likelihood of the whole tag sequence in a linear-chain CRF, summed beside the graph in double precision. The graph
 * runs twice: for the scores, then for the gradients of Σ scores·∂loss/∂scores, which by the chain rule are the loss'.
 */
export async function crfProgram(options: BatchProgramOptions): Promise<BatchProgram> {
  const { encoder, set, parameters } = options;
  const tags = set.tags.length;
  const scoresOf = (scope: Scope): Tensor => tagScores(scope, encoder, tags, 'batch', 'length');
  const forward = await ForwardProgram.build({ ...options, output: scoresOf });
  const backward = await StepProgram.build({
    ...options,
    loss: (scope) => sumAll(mul(scoresOf(scope), input('dScores', ['batch', 'length', tags]))),
  });
  const run: BatchProgram['run'] = async (batch, words, seed) => {
    const sizes = sizesOf(batch);
    const { length } = sizes;
    const windows = batch.map(({ window }) => window);
    const feeds = windowFeeds(encoder, windows, length);
    const scores = (await forward.run(feeds, { ...seed, sizes })).data as Float32Array;
    const { transitions } = withLearnt(set, parameterOf(parameters, TRANSITIONS, [tags, tags]).data);
    const { loss, dScores, dTransitions } = batchCrfLoss(batch, { scores, length }, transitions, words);
    const upstream = { data: dScores, shape: [sizes.batch, length, tags] };
    const { gradients } = await backward.run({ ...feeds, dScores: upstream }, { ...seed, sizes });
    const dense = new Map([...gradients.dense, [TRANSITIONS, dTransitions]]);
    return { loss, gradients: { ...gradients, dense } };
  };
  const close = async (): Promise<void> => {
    await forward.close();
    await backward.close();
  };
  return { run, close };
}
