import { z } from 'zod';
import { MISALIGNED } from '../generate/index.js';
import type { Cell, Seed } from './plan.js';
import { type Stage, stagesBefore } from './stage.js';
import type { StageStore } from './store.js';

const fraction = z.number().min(0).max(1);
const count = z.int().min(0);
const scores = z.object({
  precision: fraction,
  recall: fraction,
  f1: fraction,
  gold: count,
  predicted: count,
  correct: count,
});

const scored = z.object({ strict: scores, labels: z.record(z.string(), scores) });
const sampled = z.object({ ids: z.array(z.string()) });
const made = z.object({ sentences: count.optional(), kept: count.optional() });
const written = z.object({
  wanted: count,
  kept: count,
  // Stores older than these counts lack them.
  drafts: count.optional(),
  rejected: z.record(z.string(), count).optional(),
});

/** What became of a language model's sentences. */
export interface WrittenCounts {
  /** Asked for. */
  readonly wanted: number;
  /** Among the synthetic ones. */
  readonly kept: number;
  /** Came back. */
  readonly drafts?: number | undefined;
  /** Came back without a mention that they were said to hold. */
  readonly misaligned?: number | undefined;
}

/** One figure of the table, with what it rests on. */
export interface CellResult {
  readonly data: string;
  readonly arm: string;
  readonly shots?: number | undefined;
  readonly seed?: Seed | undefined;
  /** Ids of the few-shot sample. */
  readonly sample: readonly string[];
  /** Sentences made of it. */
  readonly synthetic: number;
  /** Where a language model wrote. */
  readonly llm?: WrittenCounts | undefined;
  readonly scores: z.infer<typeof scored>;
  /** Of all stages that it rests on, shared ones too. */
  readonly seconds: number;
}

/** The result of a finished cell. */
export function resultsOf(cell: Cell, store: StageStore): CellResult | undefined {
  const { data, arm, shots, seed, few } = cell;
  const scores = scored.safeParse(store.find(cell.score)?.result).data;
  if (scores === undefined) return undefined;
  const ids = few && sampled.safeParse(store.find(few)?.result).data?.ids;
  const own = cell.made.map((stage) => made.safeParse(store.find(stage)?.result).data ?? {});
  return {
    ...{ data, arm, shots, seed, scores },
    sample: ids ?? [],
    synthetic: own.reduce((sum, { sentences = 0, kept = 0 }) => sum + sentences + kept, 0),
    llm: writtenBy(cell.made, store),
    seconds: secondsOf(restsOn(cell.score), store),
  };
}

function writtenBy(made: readonly Stage[], store: StageStore): WrittenCounts | undefined {
  const stage = made.find(({ kind }) => kind === 'write');
  const found = stage && written.safeParse(store.find(stage)?.result).data;
  if (found === undefined) return undefined;
  const { rejected, drafts, ...counts } = found;
  const misaligned = rejected && MISALIGNED.reduce((sum, reason) => sum + (rejected[reason] ?? 0), 0);
  return {
    ...counts,
    ...(drafts !== undefined && { drafts }),
    ...(misaligned !== undefined && { misaligned }),
  };
}

/** A stage with all that it rests on. */
export function restsOn(stage: Stage, known: Set<Stage> = new Set()): Set<Stage> {
  if (known.has(stage)) return known;
  known.add(stage);
  for (const before of stagesBefore(stage)) restsOn(before, known);
  return known;
}

/** The computing time of stages. */
export function secondsOf(stages: Iterable<Stage>, store: StageStore): number {
  let sum = 0;
  for (const stage of stages) sum += store.find(stage)?.seconds ?? 0;
  return sum;
}
