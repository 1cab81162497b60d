/** A short form that a text explains: `ataxia telangiectasia (AT)`. Offsets are UTF-16, half-open. */
export interface Definition {
  readonly short: string;
  readonly shortStart: number;
  readonly shortEnd: number;
  /** The explanation, which ends before the bracket. */
  readonly longStart: number;
  readonly longEnd: number;
}

const BRACKETS = /\(\s*([^()\s][^()]{0,14}?)\s*(?:[;,][^()]*)?\)/gu;
const SHORT = /^(?=.*\p{Lu})[\p{L}\d](?:[\p{L}\d]|\s?[-/.]\s?){1,9}$/u;

/**
 * The abbreviations that a text explains by the long form before the bracket, after Schwartz and Hearst
 * (PSB 2003): every character of the short form occurs in order in the long form, the first one at the
 * beginning of a word, within min(n + 5, 2n) words.
 */
export function definitionsIn(text: string): Definition[] {
  if (!text.includes('(')) return [];
  const found: Definition[] = [];
  for (const match of text.matchAll(BRACKETS)) {
    const short = match[1] as string;
    if (!SHORT.test(short)) continue;
    const longEnd = text.slice(0, match.index).trimEnd().length;
    const longStart = longFormStart(text, longEnd, short) ?? initialsStart(text, longEnd, short);
    const shortStart = match.index + match[0].indexOf(short, 1);
    if (longStart === undefined) continue;
    found.push({ short, shortStart, shortEnd: shortStart + short.length, longStart, longEnd });
  }
  return found;
}

/** Whether a name or mention is what the abbreviation stands for: it ends where the long form does, or goes on behind the bracket. */
export function explains(
  { start, end }: { readonly start: number; readonly end: number },
  { longStart, longEnd, shortEnd }: Definition,
): boolean {
  return end === longEnd || (start <= longStart && end > shortEnd);
}

function longFormStart(text: string, end: number, short: string): number | undefined {
  const letters = lettersOf(short);
  const least = wordsBack(text, end, Math.min(letters.length + 5, letters.length * 2));
  let at = end;
  for (let index = letters.length - 1; index >= 0; index--) {
    const letter = letters[index] as string;
    do at--;
    while (at >= least && (text[at]?.toLowerCase() !== letter || (index === 0 && isInside(text, at))));
    if (at < least) return undefined;
  }
  return at + letters.length >= end ? undefined : at;
}

/** Where as many words begin as the short form has letters, if it is their initials in any order: `myotonic dystrophy (DM)`. */
function initialsStart(text: string, end: number, short: string): number | undefined {
  const letters = lettersOf(short);
  const start = wordsBack(text, end, letters.length);
  const initials = text.slice(start, end).match(/(?<![\p{L}\d])[\p{L}\d]/gu) ?? [];
  const sorted = (all: readonly string[]): string => all.join('').toLowerCase().split('').sort().join('');
  return sorted(initials) === sorted([letters]) ? start : undefined;
}

const lettersOf = (short: string): string =>
  short
    .replace(/[^\p{L}\d]/gu, '')
    .replace(/(?<=\p{Lu})s$/u, '')
    .toLowerCase();

const isInside = (text: string, at: number): boolean => at > 0 && /[\p{L}\d]/u.test(text[at - 1] as string);

/** Where the text's last `count` words before `end` begin. */
function wordsBack(text: string, end: number, count: number): number {
  let at = end;
  for (let words = 0; words < count && at > 0; words++) {
    while (at > 0 && /[^\p{L}\d]/u.test(text[at - 1] as string)) at--;
    while (at > 0 && /[\p{L}\d]/u.test(text[at - 1] as string)) at--;
  }
  return at;
}

/** The text with white space in place of every explanation, at the same length: `von Hippel-Lindau (VHL) disease`. */
export function unbracketed(text: string, definitions: readonly Definition[]): string {
  let out = text;
  for (const { longEnd, shortEnd } of definitions) {
    const close = text.indexOf(')', shortEnd) + 1;
    out = out.slice(0, longEnd) + ' '.repeat(close - longEnd) + out.slice(close);
  }
  return out;
}
