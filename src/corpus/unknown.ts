import type { Sentence, Token } from './sentence.js';

/** Of each token, whether it touches a stretch of which nobody knows whether it holds mentions. */
export function unknownTokens({ tokens, unknown = [] }: Pick<Sentence, 'tokens' | 'unknown'>): boolean[] {
  let at = 0;
  return tokens.map(({ start, end }) => {
    while (at < unknown.length && (unknown[at] as Token).end <= start) at++;
    return (unknown[at]?.start ?? Number.POSITIVE_INFINITY) < end;
  });
}
