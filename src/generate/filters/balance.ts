import { random } from '../../base/random.js';
import type { Sentence } from '../../corpus/sentence.js';
import { byVerdict, type Filter } from './filter.js';

/** How many sentences are to be left. */
export interface BalanceSettings {
  readonly count: number;
  readonly seed: number;
}

/**
 * Leaves as many sentences as were made by substitution, HILGEN's control: drawn in turns from all
 * mentions and layers, so that none is lost before others are cut down to its size.
 */
export const balanceCount: Filter<BalanceSettings> = (sentences, { count, seed }) => {
  const groups = new Map<string, Sentence[]>();
  for (const sentence of sentences) {
    const key = groupOf(sentence);
    groups.set(key, [...(groups.get(key) ?? []), sentence]);
  }
  const shuffled = [...groups].map(([key, group]) => random(seed, 'balance', key).shuffle(group));
  const longest = Math.max(0, ...shuffled.map((group) => group.length));
  const turns = Array.from({ length: longest }, (_, turn) =>
    shuffled.flatMap((group) => group.slice(turn, turn + 1)),
  );
  const chosen = new Set(turns.flat().slice(0, count));
  const missing = count - chosen.size;
  return {
    ...byVerdict(sentences, (sentence) => (chosen.has(sentence) ? undefined : `${count} are enough`)),
    ...(missing > 0 && { note: `${missing} fewer than the ${count} asked for` }),
  };
};

function groupOf({ origin }: Sentence): string {
  return origin.kind === 'generated' ? JSON.stringify([origin.source, origin.span?.start, origin.layer]) : '';
}
