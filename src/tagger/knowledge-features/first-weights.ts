import type { Parameters } from '../../tensor/train/parameters.js';
import { ANY_TAG } from '../crf/loss.js';
import type { Example } from '../transformer/examples.js';
import { KNOWLEDGE, KNOWLEDGE_WEIGHT } from './with-knowledge.js';
import { isPlace } from './word-features.js';

/** Counted once more for every tag, so that none is impossible (Laplace). */
const SMOOTHING = 1;

/**
 * Adds the features' weights (tags×features) as the labelled words have it: where a word stands in a match, or that it
 * stands in none, weighs the logarithm of the share of each tag among such words, about a mean of 0; the length of the
 * match weighs nothing yet. The encoder then begins by learning what the knowledge base does not tell.
 */
export function addKnowledgeWeights(
  parameters: Parameters,
  examples: readonly Example[],
  tags: number,
  width: number,
): void {
  const counts = countTags(examples, tags, width);
  const data = new Float32Array(tags * width);
  for (let feature = 0; feature < width; feature++) {
    if (!isPlace(feature)) continue;
    const logs = Array.from({ length: tags }, (_, tag) =>
      Math.log((counts[tag * width + feature] as number) + SMOOTHING),
    );
    const mean = logs.reduce((sum, value) => sum + value, 0) / tags;
    logs.forEach((value, tag) => {
      data[tag * width + feature] = value - mean;
    });
  }
  parameters.set(KNOWLEDGE_WEIGHT, { shape: [tags, width], data });
}

/** How often each tag stands under each feature: tags×features. */
function countTags(examples: readonly Example[], tags: number, width: number): Float64Array {
  const counts = new Float64Array(tags * width);
  for (const { window, tags: own } of examples) {
    const features = window.columns[KNOWLEDGE] ?? [];
    window.words.forEach(({ piece }, at) => {
      const tag = own[at] as number;
      if (tag === ANY_TAG) return;
      const row = tag * width;
      for (let feature = 0; feature < width; feature++)
        counts[row + feature] =
          (counts[row + feature] as number) + (features[piece * width + feature] as number);
    });
  }
  return counts;
}
