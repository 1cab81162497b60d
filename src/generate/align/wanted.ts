import type { Claim } from './alignment.js';
import { type Describe, describer } from './cluster.js';
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
export function wantedOf(claim: Claim, order: number, describe: Describe = describer()): Wanted {
  const written = claim.text.trim();
  const inner = written.replace(/^[\p{P}\s]+|[\p{P}\s]+$/gu, '');
  const key = fold(written, describe).units;
  const bare = inner === written ? key : fold(inner, describe).units;
  return { claim, order, written, key, bare, exactly: acronym(written) };
}

/** The letters and digits of a text as written, in NFKC. */
export function letters(text: string): string {
  return text.normalize('NFKC').replace(/[^\p{L}\p{N}]/gu, '');
}

/** The letters and digits of a name for which letter case decides, else `undefined`. */
export function acronym(written: string): string | undefined {
  if (/\p{Ll}/u.test(written)) return undefined;
  const own = letters(written);
  return own.length <= LONGEST_ACRONYM && /\p{Lu}/u.test(own) && !/\p{Ll}/u.test(own) ? own : undefined;
}
