import type { Claim } from './alignment.js';
import { fold } from './fold.js';

/** A claim in the form in which it is sought. */
export interface Wanted {
  readonly claim: Claim;
  /** Its place among the claims. */
  readonly order: number;
  readonly written: string;
  /** Its folded form; without punctuation at the edges under `bare`, which is tried second. */
  readonly key: string;
  readonly bare: string;
  /** The letters and digits as written, where only this letter case counts. */
  readonly exactly: string | undefined;
}

const LONGEST_ACRONYM = 5;

/** Prepares a claim. A short one without small letters (`ALL`, `HD`) is sought in this letter case only. */
export function wantedOf(claim: Claim, order: number): Wanted {
  const written = claim.text.trim();
  const bare = fold(written.replace(/^[\p{P}\s]+|[\p{P}\s]+$/gu, '')).units;
  return { claim, order, written, key: fold(written).units, bare, exactly: acronym(written) };
}

/** The letters and digits of a text as written, in NFKC. */
export function letters(text: string): string {
  return text.normalize('NFKC').replace(/[^\p{L}\p{N}]/gu, '');
}

/** The letters and digits of a name for which letter case decides, else `undefined`. */
export function acronym(written: string): string | undefined {
  const own = letters(written);
  const isAcronym = own.length <= LONGEST_ACRONYM && /\p{Lu}/u.test(own) && !/\p{Ll}/u.test(own);
  return isAcronym ? own : undefined;
}
