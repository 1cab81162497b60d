import type { Span, Token } from '../../corpus/index.js';
import { tallyOf } from '../tally.js';
import type { Measure } from './measure.js';

/**
 * Tokens with the label of a span that covers some of them: sets of (token, label), so that a token under spans of
 * two labels counts for both. The tokens are those of the gold sentence.
 */
export const token: Measure<'token'> = {
  name: 'token',
  title: 'labelled tokens',
  tally: ({ gold, predicted, tokens: tokensOf }) => {
    if (gold.length === 0 && predicted.length === 0) return tallyOf(0, 0, 0);
    const tokens = tokensOf();
    const golds = covered(tokens, gold);
    const guesses = covered(tokens, predicted);
    let shared = 0;
    for (const key of golds) if (guesses.has(key)) shared++;
    return tallyOf(golds.size, guesses.size, shared);
  },
};

function covered(tokens: readonly Token[], spans: readonly Span[]): Set<string> {
  const keys = new Set<string>();
  for (const { start, end, label } of spans) {
    for (let at = firstEndingAfter(tokens, start); at < tokens.length; at++) {
      if ((tokens[at] as Token).start >= end) break;
      keys.add(`${at} ${label}`);
    }
  }
  return keys;
}

function firstEndingAfter(tokens: readonly Token[], place: number): number {
  let [low, high] = [0, tokens.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((tokens[middle] as Token).end <= place) low = middle + 1;
    else high = middle;
  }
  return low;
}
