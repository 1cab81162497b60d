import { chooseUnit } from '../place-claims.js';
import type { Token } from '../sentence.js';
import type { Unit } from '../units.js';

/** What the offsets of tokens count, told from their own texts: code points unless another unit fits better. */
export function unitOfTokens(text: string, tokens: readonly (Token & { readonly text: string })[]): Unit {
  const claims = tokens.map(({ start, end, text: surface }) => ({
    pieces: [{ start, end }],
    surface,
    span: { label: 'token' },
  }));
  return chooseUnit(text, claims, 'codepoints');
}
