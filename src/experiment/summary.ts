import { type SeedSummary, type StrictScores, summariseSeeds } from '../evaluate/index.js';
import type { CellResult, WrittenCounts } from './cell-result.js';
import type { Seed } from './plan.js';

/** Scores over seeds, fractions of 1. */
export interface ScoreSummary {
  readonly precision: SeedSummary;
  readonly recall: SeedSummary;
  readonly f1: SeedSummary;
}

/** One arm on one data set over its seeds: strict scores, all labels together and each. */
export interface ArmSummary extends ScoreSummary {
  readonly data: string;
  readonly arm: string;
  /** Absent for an arm that learns nothing. */
  readonly shots?: number | undefined;
  /** Empty for an arm that seeds do not change. */
  readonly seeds: readonly Seed[];
  readonly labels: Readonly<Record<string, ScoreSummary>>;
  /** Mean number of sentences made by generation. */
  readonly synthetic: number;
  /** A language model's sentences, all seeds together. */
  readonly llm?: WrittenCounts | undefined;
  /** All seeds together. */
  readonly seconds: number;
}

/** The arms of each data set and number of shots, in the order in which they first occur. */
export function summariseArms(results: readonly CellResult[]): ArmSummary[] {
  const groups = new Map<string, CellResult[]>();
  for (const result of results) {
    const row = JSON.stringify([result.data, result.shots, result.arm]);
    groups.set(row, [...(groups.get(row) ?? []), result]);
  }
  return [...groups.values()].map(summarise);
}

function summarise(own: readonly CellResult[]): ArmSummary {
  const [{ data, arm, shots }] = own as readonly [CellResult];
  const labels = [...new Set(own.flatMap(({ scores }) => Object.keys(scores.labels)))].sort();
  return {
    ...{ data, arm, shots },
    seeds: own.flatMap(({ seed }) => (seed === undefined ? [] : [seed])),
    ...over(own.map(({ scores }) => scores.strict)),
    labels: Object.fromEntries(
      labels.map((label) => [label, over(own.map(({ scores }) => scores.labels[label] ?? NOTHING))]),
    ),
    synthetic: own.reduce((sum, { synthetic }) => sum + synthetic, 0) / own.length,
    llm: together(own.flatMap(({ llm }) => llm ?? [])),
    seconds: own.reduce((sum, { seconds }) => sum + seconds, 0),
  };
}

/** Absent where nothing was written; a count is absent where one of the parts lacks it. */
function together(parts: readonly WrittenCounts[]): WrittenCounts | undefined {
  if (parts.length === 0) return undefined;
  const sum = (counts: readonly (number | undefined)[]): number | undefined =>
    counts.reduce<number | undefined>(
      (all, one) => (all === undefined || one === undefined ? undefined : all + one),
      0,
    );
  return {
    wanted: sum(parts.map(({ wanted }) => wanted)) ?? 0,
    kept: sum(parts.map(({ kept }) => kept)) ?? 0,
    drafts: sum(parts.map(({ drafts }) => drafts)),
    misaligned: sum(parts.map(({ misaligned }) => misaligned)),
  };
}

const NOTHING = { precision: 0, recall: 0, f1: 0 };

function over(scores: readonly Pick<StrictScores['strict'], 'precision' | 'recall' | 'f1'>[]): ScoreSummary {
  return {
    precision: summariseSeeds(scores.map(({ precision }) => precision)),
    recall: summariseSeeds(scores.map(({ recall }) => recall)),
    f1: summariseSeeds(scores.map(({ f1 }) => f1)),
  };
}
