import { z } from 'zod';

export const LOG_FILE = 'train.log.jsonl';

const stepRecord = z.object({
  kind: z.literal('step'),
  step: z.int().describe('from 1'),
  epoch: z.number().describe('passes over the sentences so far'),
  loss: z.number(),
  norm: z.number().describe('of all gradients together, before clipping'),
  learningRate: z.number(),
  tokens: z.int().describe('pieces in the batches, without padding'),
  seconds: z.number().describe('training time so far, interruptions left out'),
  tokensPerSecond: z.number(),
});

const evaluationRecord = z.object({
  kind: z.literal('evaluation'),
  step: z.int().describe('after how many steps'),
  epoch: z.number(),
  f1: z.number().describe('strict F1 on the development sentences'),
  best: z.boolean().describe('better than every one before'),
  seconds: z.number(),
});

/** One line of `train.log.jsonl`. */
export const logRecordSchema = z.discriminatedUnion('kind', [stepRecord, evaluationRecord]);

export type StepRecord = z.infer<typeof stepRecord>;
export type EvaluationRecord = z.infer<typeof evaluationRecord>;
export type LogRecord = z.infer<typeof logRecordSchema>;

/** The loss of each step. */
export function lossesOf(log: readonly LogRecord[]): number[] {
  return log.flatMap((record) => (record.kind === 'step' ? [record.loss] : []));
}

export function evaluationsOf(log: readonly LogRecord[]): EvaluationRecord[] {
  return log.filter((record) => record.kind === 'evaluation');
}

/** The evaluation with the highest F1, the first of equals. */
export function bestEvaluation(log: readonly LogRecord[]): EvaluationRecord | undefined {
  return evaluationsOf(log).findLast(({ best }) => best);
}

/** Whether so many evaluations in a row brought nothing better (early stopping, Prechelt 1998). */
export function isOutOfPatience(log: readonly LogRecord[], patience: number | undefined): boolean {
  if (patience === undefined) return false;
  const evaluations = evaluationsOf(log);
  const since = evaluations.length - 1 - evaluations.findLastIndex(({ best }) => best);
  return evaluations.length > 0 && since >= patience;
}

/** The log as JSON Lines. */
export function logLines(log: readonly LogRecord[]): string {
  return log.map((record) => `${JSON.stringify(record)}\n`).join('');
}
