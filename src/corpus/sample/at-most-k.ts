import { random } from '../../base/random.js';
import { addCounts, mentionCounts } from './mentions.js';
import type { Sampler } from './sampler.js';

/**
 * EntLM's draw (Ma et al. 2022): the sentences in random order, each taken where no label then exceeds `shots`
 * mentions, until every label has as many.
 */
export const atMostK: Sampler = (sentences, labels, shots, seed) => {
  const wanted = new Set(labels);
  const order = random(seed, 'sample', 'at-most-k').shuffle(sentences.map((_, index) => index));
  const chosen = new Set<number>();
  const found = new Map<string, number>();
  const room = (label: string): number => shots - (found.get(label) ?? 0);
  for (const index of order) {
    const sentence = sentences[index];
    if (sentence === undefined) continue;
    const counts = [...mentionCounts(sentence)].filter(([label]) => wanted.has(label));
    if (counts.length === 0 || counts.some(([label, count]) => count > room(label))) continue;
    chosen.add(index);
    addCounts(found, counts);
    if (labels.every((label) => room(label) === 0)) break;
  }
  return { chosen, found };
};
