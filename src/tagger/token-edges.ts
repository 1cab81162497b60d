import type { Sentence, Token } from '../corpus/sentence.js';

/**
 * Moves a range out to the edges of the tokens it lies in, where this takes in punctuation only
 * (tokens cut at white space); `undefined` where letters or digits would come along.
 */
export function onTokenEdges(
  { text, tokens }: Pick<Sentence, 'text' | 'tokens'>,
  { start, end }: Token,
): Token | undefined {
  const from = tokens.find((token) => token.end > start);
  const to = tokens.findLast((token) => token.start < end);
  if (from === undefined || to === undefined || from.start > start || to.end < end) return undefined;
  const extra = text.slice(from.start, start) + text.slice(end, to.end);
  return /[\p{L}\p{N}]/u.test(extra) ? undefined : { start: from.start, end: to.end };
}
