import type { TagSet } from './tag-set.js';

/**
 * The most probable sequence among those that IOB2 allows (no I- without its B-).
 *
 * @param scores words×tags log-probabilities.
 * @returns One tag number for each word.
 */
export function bestTags(scores: Float32Array, words: number, set: TagSet): number[] {
  const count = set.tags.length;
  const best = new Float64Array(words * count).fill(Number.NEGATIVE_INFINITY);
  const came = new Int32Array(words * count);
  for (let word = 0; word < words; word++) {
    for (let tag = 0; tag < count; tag++) {
      const { total, from } = bestPredecessor(best, word, tag, set);
      best[word * count + tag] = total + (scores[word * count + tag] as number);
      came[word * count + tag] = from;
    }
  }
  return readBack(best, came, words, count);
}

function bestPredecessor(
  best: Float64Array,
  word: number,
  tag: number,
  set: TagSet,
): { total: number; from: number } {
  if (word === 0) return { total: set.mayFollow(undefined, tag) ? 0 : Number.NEGATIVE_INFINITY, from: 0 };
  const count = set.tags.length;
  let total = Number.NEGATIVE_INFINITY;
  let from = 0;
  for (let before = 0; before < count; before++) {
    const value = best[(word - 1) * count + before] as number;
    if (value > total && set.mayFollow(before, tag)) {
      total = value;
      from = before;
    }
  }
  return { total, from };
}

function readBack(best: Float64Array, came: Int32Array, words: number, count: number): number[] {
  const path: number[] = [];
  let tag = 0;
  for (let word = words - 1; word >= 0; word--) {
    if (word === words - 1) {
      for (let other = 1; other < count; other++) {
        if ((best[word * count + other] as number) > (best[word * count + tag] as number)) tag = other;
      }
    }
    path.push(tag);
    tag = came[word * count + tag] as number;
  }
  return path.reverse();
}
