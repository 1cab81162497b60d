import type { Sentence, Span } from '../../corpus/sentence.js';

/** Lengths of matches that are told apart, in words: 1, 2, 3 and more. */
const LENGTHS = 3;
/** First word of a match, further word of one, its length. */
const PER_LABEL = 2 + LENGTHS;

/** Whether a feature says where in a match a word stands, or that it stands in none: each word has exactly one such. */
export function isPlace(feature: number): boolean {
  return feature % PER_LABEL < 2;
}

/** Features a word has under so many labels: the last says that it lies in no match. */
export function featureWidth(labels: number): number {
  return labels * PER_LABEL + 1;
}

/**
 * What a dictionary's matches say of each word, tokens×width: for each label two numbers for begin and inside, three
 * for the length of the match, then one for outside of all, each 0 or 1. Matches begin and end where tokens do.
 */
export function wordFeatures(
  { tokens }: Pick<Sentence, 'tokens'>,
  matches: readonly Span[],
  labels: readonly string[],
): Float32Array {
  const width = featureWidth(labels.length);
  const features = new Float32Array(tokens.length * width);
  for (let word = 0; word < tokens.length; word++) features[(word + 1) * width - 1] = 1;
  for (const { start, end, label } of matches) {
    const first = tokens.findIndex((token) => token.start === start);
    const last = tokens.findIndex((token) => token.end === end);
    const place = labels.indexOf(label);
    if (first === -1 || place === -1) continue;
    const bucket = Math.min(LENGTHS, last - first + 1) - 1;
    for (let word = first; word <= last; word++) {
      const at = word * width + place * PER_LABEL;
      features[(word + 1) * width - 1] = 0;
      features[at + (word === first ? 0 : 1)] = 1;
      features[at + 2 + bucket] = 1;
    }
  }
  return features;
}
