import { z } from 'zod';
import type { ArmSummary } from '../experiment/index.js';
import { table } from './table.js';

const spread = z.object({
  mean: z.number(),
  deviation: z.number().nullable().describe('sample standard deviation; null for a single value'),
  min: z.number(),
  max: z.number(),
  values: z.array(z.number()).readonly().describe('one for each seed, in order'),
});

/** The shape of an arm's scores over seeds. */
export const armSchema = z.object({
  arm: z.string(),
  seeds: z.array(z.int()).readonly().describe('empty where seeds change nothing'),
  precision: spread,
  recall: spread,
  f1: spread,
  synthetic: z.number().describe('mean number of sentences made by generation'),
  seconds: z.number().describe('time of all seeds together'),
});

/** Arms as rows: strict test scores in percent, mean and spread over seeds, then each seed's F1. */
export function experimentTable(arms: readonly ArmSummary[]): string {
  const rows = arms.map(({ arm, synthetic, precision, recall, f1 }) => [
    arm,
    synthetic.toFixed(0),
    percent(precision.mean),
    percent(recall.mean),
    percent(f1.mean),
    f1.deviation === null ? '' : percent(f1.deviation),
    f1.values.map(percent).join(' '),
  ]);
  return table(['arm', 'made', 'P %', 'R %', 'F1 %', '±', 'F1 % by seed'], rows);
}

function percent(fraction: number): string {
  return (100 * fraction).toFixed(1);
}
