import type { Sentence, Span } from '../../corpus/sentence.js';
import { tagsToSpans } from '../../corpus/tags-to-spans.js';
import type { TagSet } from './tag-set.js';
import { bestTags } from './viterbi.js';

/**
 * The spans of the best tag sequence. A span's score is the geometric mean of its tags' probabilities.
 *
 * @param scores words×tags log-probabilities.
 */
export function spansOf(sentence: Sentence, scores: Float32Array, set: TagSet): Span[] {
  const { tokens } = sentence;
  const numbers = bestTags(scores, tokens.length, set);
  const tags = numbers.map((number) => set.tags[number] ?? 'O');
  const starts = new Map(tokens.map(({ start }, at) => [start, at]));
  return tagsToSpans(tokens, tags, 'iob2').map((span) => {
    const first = starts.get(span.start) ?? 0;
    let sum = 0;
    let last = first;
    for (; last < tokens.length && (tokens[last]?.end ?? 0) <= span.end; last++) {
      sum += scores[last * set.tags.length + (numbers[last] ?? 0)] ?? 0;
    }
    return { ...span, score: round(Math.exp(sum / (last - first))) };
  });
}

function round(probability: number): number {
  return Math.max(1e-4, Math.round(probability * 1e4) / 1e4);
}
