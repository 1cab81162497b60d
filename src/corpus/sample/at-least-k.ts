import { random } from '../../base/random.js';
import { addCounts, indicesByLabel, mentionCounts } from './mentions.js';
import type { Sampler } from './sampler.js';

/**
 * StructShot's greedy draw (Yang and Katiyar 2020, algorithm 1): labels from the rarest on; while a label has
 * fewer than `shots` mentions, one more sentence that holds it; all mentions of a drawn sentence count.
 */
export const atLeastK: Sampler = (sentences, labels, shots, seed) => {
  const holders = indicesByLabel(sentences);
  const counts = sentences.map(mentionCounts);
  const totals = new Map<string, number>();
  for (const count of counts) addCounts(totals, count);
  const rarestFirst = [...labels].sort(
    (a, b) => (totals.get(a) ?? 0) - (totals.get(b) ?? 0) || (a < b ? -1 : 1),
  );

  const chosen = new Set<number>();
  const found = new Map<string, number>();
  for (const label of rarestFirst) {
    const order = random(seed, 'sample', 'at-least-k', label).shuffle(holders.get(label) ?? []);
    for (const index of order) {
      if ((found.get(label) ?? 0) >= shots) break;
      if (chosen.has(index)) continue;
      chosen.add(index);
      addCounts(found, counts[index] ?? new Map());
    }
  }
  return { chosen, found };
};
