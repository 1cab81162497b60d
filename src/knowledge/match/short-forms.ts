import type { Definition } from './abbreviations.js';
import type { Match } from './find.js';

/** An explained abbreviation: where, and which match explains it; without one, it means something else than a name. */
export interface Learnt extends Definition {
  /** Number of the text that explains it. */
  readonly at: number;
  readonly match: Match | undefined;
}

/** The abbreviations of a run of texts. */
export interface ShortForms {
  /** The matches of a text with its short forms added, those of other meaning left out, and long forms whole. */
  readonly apply: (text: string, at: number, matches: readonly Match[]) => readonly Match[];
}

/** Gathers what was learnt; an explanation holds for `reach` texts behind it, the latest one first. */
export function makeShortForms(learnt: readonly Learnt[], reach: number): ShortForms {
  const byLetters = new Map<string, Learnt[]>();
  for (const one of learnt) {
    const key = lettersOf(one.short);
    byLetters.set(key, [one, ...(byLetters.get(key) ?? [])]);
  }
  const pattern = patternOf([...new Set(learnt.map(({ short }) => short))]);
  const valid = (short: string, at: number): Learnt | undefined => {
    const known = byLetters.get(lettersOf(short)) ?? byLetters.get(lettersOf(short).replace(/s$/, ''));
    return (
      known?.find((one) => one.at <= at && at - one.at <= reach) ??
      (reach === Number.POSITIVE_INFINITY ? known?.at(-1) : undefined)
    );
  };
  return {
    apply: (text, at, matches) => {
      let out: readonly Match[] = matches;
      for (const one of learnt) if (one.at === at && one.match !== undefined) out = put(out, one.match);
      for (const found of text.matchAll(pattern)) {
        const one = valid(found[0], at);
        if (one === undefined) continue;
        const place = { start: found.index, end: found.index + found[0].length };
        if (one.match !== undefined) out = put(out, { ...place, meanings: one.match.meanings });
        else out = out.filter(({ start, end }) => start !== place.start || end !== place.end);
      }
      return out;
    },
  };
}

/** The match in its place, unless a larger one has it; what it covers goes. */
function put(matches: readonly Match[], match: Match): readonly Match[] {
  const { start, end } = match;
  const across = matches.filter((other) => other.start < end && other.end > start);
  const isHeld = across.some((other) => other.start < start || other.end > end);
  if (isHeld) return matches;
  return [...matches.filter((other) => !across.includes(other)), match].sort((a, b) => a.start - b.start);
}

const lettersOf = (short: string): string => short.replace(/[^\p{L}\p{N}]/gu, '');

/** Short forms as they are written, spaces around their marks free, with a plural's `s`. */
function patternOf(shorts: readonly string[]): RegExp {
  const sources = shorts
    .toSorted((a, b) => b.length - a.length)
    .map((short) => short.replace(/\s+/g, '').replace(/[-/.]/g, (mark) => `\\s?${SPELLED[mark]}\\s?`));
  return new RegExp(`(?<![\\p{L}\\p{N}])(?:${sources.join('|')})s?(?![\\p{L}\\p{N}])`, 'gu');
}

const SPELLED: Readonly<Record<string, string>> = { '-': '-', '/': '\\/', '.': '\\.' };
