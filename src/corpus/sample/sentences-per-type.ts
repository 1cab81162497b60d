import { random } from '../../base/random.js';
import { indicesByLabel } from './mentions.js';
import type { Sampler } from './sampler.js';

/**
 * HILGEN's draw: for every label on its own, `shots` of the sentences that hold it; the sample is their union.
 * A label's draw depends on no other label, and a draw of more shots holds the draw of fewer.
 */
export const sentencesPerType: Sampler = (sentences, labels, shots, seed) => {
  const holders = indicesByLabel(sentences);
  const chosen = new Set<number>();
  const found = new Map<string, number>();
  for (const label of labels) {
    const generator = random(seed, 'sample', 'sentences-per-type', label);
    const drawn = generator.sample(holders.get(label) ?? [], shots);
    for (const index of drawn) chosen.add(index);
    found.set(label, drawn.length);
  }
  return { chosen, found };
};
