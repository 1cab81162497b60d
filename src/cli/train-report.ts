import { z } from 'zod';
import type { TrainedTagger } from '../tagger/transformer/train.js';
import { bestEvaluation, evaluationsOf } from '../tagger/transformer/training-log.js';
import type { TrainCliOptions } from './train-options.js';

/** What `hilgen train --json` prints. */
export const trainReport = z.object({
  model: z.string().describe('folder of the saved model'),
  encoder: z.string().describe('the encoder as it was named'),
  labels: z.array(z.string()).describe('labels that the tagger knows'),
  sentences: z.int().describe('sentences trained on'),
  steps: z.int().describe('steps taken: fewer than asked for where patience ended the training'),
  batch: z.int().optional().describe('sentences a batch'),
  batchTokens: z
    .int()
    .optional()
    .describe('pieces a batch, padding included, where they were asked for instead'),
  accumulate: z.int().optional().describe('batches a step, where more than one'),
  learningRate: z.number(),
  seed: z.int(),
  firstLoss: z.number().describe('loss of the first step'),
  lastLoss: z.number().describe('mean loss of the last ten steps'),
  development: z
    .object({
      sentences: z.int(),
      evaluations: z.int(),
      chosenStep: z.int().describe('the step after which the weights were kept'),
      f1: z.number().describe('strict F1 of these weights; it chose them, so it is no estimate'),
    })
    .optional()
    .describe('where development sentences chose the weights'),
  selfTraining: z
    .object({
      chosen: z.int().describe('the round whose student was kept'),
      rounds: z.array(
        z.object({
          round: z.int().describe('from 1, which learns from the sentences as they came'),
          f1: z.number().optional().describe('on the development sentences'),
          confidence: z.number().optional().describe('from which on its teacher’s word was taught'),
          spans: z.int().describe('mentions in the raw sentences as it learnt them'),
          unknown: z.int().describe('unknown stretches in them'),
        }),
      ),
    })
    .optional()
    .describe('where taggers taught each other: --self-train'),
});

export type TrainReport = z.infer<typeof trainReport>;

/** The report on a finished training. */
export function reportOf(
  { out, encoder }: TrainCliOptions,
  sentences: number,
  developmentSentences: number | undefined,
  { labels, settings, losses, log }: TrainedTagger,
): TrainReport {
  const last = losses.slice(-10);
  const best = bestEvaluation(log);
  return {
    model: out,
    encoder,
    labels: [...labels],
    sentences,
    steps: losses.length,
    ...(settings.batchTokens === undefined
      ? { batch: settings.batch }
      : { batchTokens: settings.batchTokens }),
    ...(settings.accumulate !== undefined && { accumulate: settings.accumulate }),
    learningRate: settings.learningRate,
    seed: settings.seed,
    firstLoss: losses[0] ?? 0,
    lastLoss: last.reduce((sum, loss) => sum + loss, 0) / Math.max(1, last.length),
    ...(best && {
      development: {
        sentences: developmentSentences ?? 0,
        evaluations: evaluationsOf(log).length,
        chosenStep: best.step,
        f1: best.f1,
      },
    }),
  };
}

/** The report as a line of text. */
export function renderReport(report: TrainReport): string {
  const { model, labels, sentences, steps, firstLoss, lastLoss, development, selfTraining } = report;
  const loss = `loss ${firstLoss.toFixed(3)} at first, ${lastLoss.toFixed(3)} at the end`;
  const chosen =
    development === undefined
      ? ''
      : `; weights of step ${development.chosenStep}, F1 ${development.f1.toFixed(3)} on the development set`;
  const kept =
    selfTraining === undefined
      ? ''
      : `, kept from round ${selfTraining.chosen} of ${selfTraining.rounds.length} of self-training`;
  return `${model}: tagger for ${labels.join(', ')}, trained on ${sentences} sentences in ${steps} steps of ${sizeOf(report)}, ${loss}${chosen}${kept}\n`;
}

function sizeOf({ batch, batchTokens, accumulate = 1 }: TrainReport): string {
  const times = accumulate === 1 ? '' : `${accumulate} × `;
  return times + (batchTokens === undefined ? String(batch) : `up to ${batchTokens} pieces`);
}
