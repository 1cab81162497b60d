import { z } from 'zod';
import type { ArmSummary, ScoreSummary } from '../experiment/index.js';
import { table } from './table.js';

const spread = z.object({
  mean: z.number(),
  deviation: z.number().nullable().describe('sample standard deviation; null for a single value'),
  min: z.number(),
  max: z.number(),
  values: z.array(z.number()).readonly().describe('one for each seed, in order'),
});

const scores = z.object({ precision: spread, recall: spread, f1: spread });

/** The shape of an arm's scores over seeds. */
export const armSchema = scores.extend({
  data: z.string().describe('name of the data set'),
  arm: z.string(),
  shots: z.int().optional().describe('absent where nothing is learnt'),
  seeds: z
    .array(z.object({ sample: z.int(), train: z.int() }))
    .readonly()
    .describe('of the sample, and of the training; empty where seeds change nothing'),
  labels: z.record(z.string(), scores).describe('of each label alone'),
  synthetic: z.number().describe('mean number of sentences made by generation'),
  llm: z
    .object({
      wanted: z.int().describe('sentences asked for'),
      kept: z.int().describe('passed every check and filter'),
      drafts: z.int().optional().describe('came back; absent in results of earlier releases'),
      misaligned: z
        .int()
        .optional()
        .describe('came back without a mention that they were said to hold: hallucinated'),
    })
    .optional()
    .describe("a language model's sentences, all seeds together"),
  seconds: z.number().describe('time of all stages that its scores rest on, also of those that arms share'),
});

/**
 * Arms as rows: strict test scores in percent, mean and spread over seeds; of several labels also the F1 of each; of a
 * language model's sentences how many it hallucinated a mention in, and how many were kept; then each seed's F1.
 */
export function experimentTable(arms: readonly ArmSummary[]): string {
  const labels = [...new Set(arms.flatMap((arm) => Object.keys(arm.labels)))].sort();
  const shown = labels.length > 1 ? labels : [];
  const isWritten = arms.some(({ llm }) => llm?.drafts !== undefined);
  const rows = arms.map(({ arm, synthetic, precision, recall, f1, labels: own, llm }) => [
    arm,
    synthetic.toFixed(0),
    percent(precision.mean),
    percent(recall.mean),
    ...meanAndSpread(f1),
    ...shown.flatMap((label) => meanAndSpread(own[label]?.f1)),
    ...(isWritten ? [shareOf(llm?.misaligned, llm?.drafts), shareOf(llm?.kept, llm?.drafts)] : []),
    f1.values.map(percent).join(' '),
  ]);
  const byLabel = shown.flatMap((label) => [`${label} F1 %`, '±']);
  const written = isWritten ? ['misaligned %', 'kept %'] : [];
  return table(['arm', 'made', 'P %', 'R %', 'F1 %', '±', ...byLabel, ...written, 'F1 % by seed'], rows);
}

/** A table for each data set and number of shots; arms that learn nothing stand in each of their data set's. */
export function experimentTables(arms: readonly ArmSummary[]): string {
  const sets = [...new Set(arms.map(({ data }) => data))];
  const blocks = sets.flatMap((data) => {
    const own = arms.filter((arm) => arm.data === data);
    const shots = [...new Set(own.flatMap((arm) => (arm.shots === undefined ? [] : [arm.shots])))];
    return (shots.length === 0 ? [undefined] : shots).map((count) => {
      const rows = own.filter((arm) => arm.shots === undefined || arm.shots === count);
      const title = count === undefined ? data : `${data}, ${count} shots`;
      return `${title}\n\n${experimentTable(rows)}`;
    });
  });
  return blocks.join('\n');
}

function meanAndSpread(f1: ScoreSummary['f1'] | undefined): [mean: string, spread: string] {
  if (f1 === undefined) return ['', ''];
  return [percent(f1.mean), f1.deviation === null ? '' : percent(f1.deviation)];
}

/** Empty where one of them is unknown, or there is nothing to have a share of. */
function shareOf(part: number | undefined, whole: number | undefined): string {
  return part === undefined || !whole ? '' : percent(part / whole);
}

function percent(fraction: number): string {
  return (100 * fraction).toFixed(1);
}
