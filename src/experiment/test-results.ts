import { z } from 'zod';
import { holm } from '../evaluate/index.js';
import type { OpenedExperiment } from './run.js';

const interval = z.tuple([z.number(), z.number()]).readonly();

const figure = z.object({
  mean: z.number(),
  deviation: z.number().nullable().describe('null for a single run'),
  min: z.number(),
  max: z.number(),
  values: z.array(z.number()).readonly().describe('one for each seed, in order'),
  interval: interval.nullable().describe('95 % interval of the mean over seeds; null for a single run'),
});

const figures = z.object({
  precision: figure,
  recall: figure,
  f1: figure,
  units: z
    .object({ precision: interval, recall: interval, f1: interval })
    .describe(
      '95 % bootstrap intervals over the test documents, or sentences, of the mean counts of all seeds',
    ),
});

const place = z.object({
  data: z.string(),
  shots: z.int().optional().describe('absent where nothing is learnt'),
});

/** The shape of an arm's scores by more measures than the table's. */
export const measureShape = place.extend({
  arm: z.string(),
  measures: z.record(z.string(), figures).describe('by name of the measure, fractions of 1'),
});

export type MeasureResult = z.infer<typeof measureShape>;

const comparison = z.object({
  difference: z.number().describe('strict F1 of the mean counts of the first less that of the second'),
  p: z.number().describe('paired approximate randomisation, two-sided'),
  detectable: z.number().describe('the least difference that this test set tells four times out of five'),
  unitsNeeded: z.int().nullable().describe('units like these that it would take to tell this difference'),
  unit: z.enum(['document', 'sentence']),
  units: z.int(),
});

/** The shape of a test of two arms. */
export const testShape = place.extend({
  arms: z.tuple([z.string(), z.string()]).readonly().describe('the arm, and that which it is tested against'),
  ...comparison.shape,
  corrected: z.number().describe('p corrected for the number of tests of the table (Holm)'),
});

export type TestResult = z.infer<typeof testShape>;

/** What rows of the tables score by the measures that the file asks for. */
export function measuresOfRun({ plan, store }: OpenedExperiment): MeasureResult[] {
  return plan.measured.flatMap(({ data, shots, arm, stage }) => {
    const measures = z.record(z.string(), figures).safeParse(store.find(stage)?.result).data;
    return measures === undefined ? [] : [{ data, shots, arm, measures }];
  });
}

/** The tests of each table, corrected for their number; none of a table where one is missing. */
export function testsOfRun({ plan, store }: OpenedExperiment): TestResult[] {
  const tables = new Map<string, typeof plan.compared>();
  for (const own of plan.compared) {
    const table = JSON.stringify([own.data, own.shots]);
    tables.set(table, [...(tables.get(table) ?? []), own]);
  }
  return [...tables.values()].flatMap((table) => {
    const found = table.map(({ stage }) => comparison.safeParse(store.find(stage)?.result).data);
    const whole = found.filter((one) => one !== undefined);
    if (whole.length < table.length) return [];
    const corrected = holm(whole.map(({ p }) => p));
    return table.map(({ data, shots, arms }, at) => ({
      ...{ data, shots, arms },
      ...(whole[at] as (typeof whole)[number]),
      corrected: corrected[at] ?? 1,
    }));
  });
}
