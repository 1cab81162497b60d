import type { Stage } from './stage.js';
import type { StageRecord, StageStore } from './store.js';

/** How long stages take: the mean of the finished ones of their kind. */
export interface Times {
  /** Seconds that a stage of this kind took on average; `undefined` where none is finished. */
  meanOf(kind: Stage['kind']): number | undefined;
  /** Takes in a stage that was finished. */
  add(record: Pick<StageRecord, 'seconds'>, kind: Stage['kind']): void;
}

/** The times of a store's stages of some kinds. */
export function timesOf(store: Pick<StageStore, 'all'>, kinds: Iterable<Stage['kind']>): Times {
  const sums = new Map<string, { seconds: number; count: number }>();
  const add: Times['add'] = ({ seconds }, kind) => {
    const { seconds: before, count } = sums.get(kind) ?? { seconds: 0, count: 0 };
    sums.set(kind, { seconds: before + seconds, count: count + 1 });
  };
  for (const kind of new Set(kinds)) for (const { record } of store.all(kind)) add(record, kind);
  return {
    meanOf: (kind) => {
      const sum = sums.get(kind);
      return sum && sum.seconds / sum.count;
    },
    add,
  };
}

/**
 * Seconds that stages will take one after the other, those that run less what they have done.
 *
 * @param shareOf How much of a stage is done, 0 to 1.
 * @returns `undefined` where a kind was never timed.
 */
export function secondsLeft(
  left: Iterable<Stage>,
  { meanOf }: Times,
  shareOf: (stage: Stage) => number,
): number | undefined {
  let sum = 0;
  for (const stage of left) {
    const mean = meanOf(stage.kind);
    if (mean === undefined) return undefined;
    sum += mean * (1 - shareOf(stage));
  }
  return sum;
}
