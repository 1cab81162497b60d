import type { Match } from '../find.js';
import { wordBefore } from '../neighbours.js';
import type { Dictionary, Rule } from './rule.js';

const JOINING = new Set(['and', 'or']);
const MOST_WORDS = 3;

/** Takes in what shares its last words with a match: `breast and ovarian cancer`, where `breast cancer` is a name. */
export const coordination: Rule = {
  about: 'names that share their last words are one mention (`breast and ovarian cancer`)',
  apply: (matches, text, dictionary) => {
    const out: Match[] = [];
    for (const match of matches) {
      let whole = match;
      for (let more = reach(text, whole.start, match, dictionary); more !== undefined; ) {
        whole = { ...whole, start: more.start, meanings: [...whole.meanings, ...more.meanings] };
        more = reach(text, whole.start, match, dictionary);
      }
      while ((out.at(-1)?.end ?? 0) > whole.start) out.pop();
      out.push(whole);
    }
    return out;
  },
};

/** Where the part begins that is coordinated with what begins at `at`, and what it means. */
function reach(
  text: string,
  at: number,
  match: Match,
  { lookup }: Dictionary,
): Pick<Match, 'start' | 'meanings'> | undefined {
  const from = beforeJoint(text, at);
  if (from === undefined) return undefined;
  const tails = tailsOf(text.slice(match.start, match.end));
  if (tails.length === 0) return undefined;
  let start = from;
  for (let words = 0; words < MOST_WORDS; words++) {
    const before = wordBefore(text, start);
    if (before === undefined || (words > 0 && before.between !== '' && before.between !== '-'))
      return undefined;
    start = before.start;
    const part = text.slice(start, from);
    const meanings = tails.map((tail) => lookup(`${part} ${tail}`)).find(({ length }) => length > 0);
    if (meanings !== undefined) return { start, meanings };
  }
  return undefined;
}

/** The end of the part before `and`, `or`, a slash, a comma or a hyphen. */
function beforeJoint(text: string, at: number): number | undefined {
  let before = wordBefore(text, at);
  if (before === undefined) return undefined;
  if (/^[,/-]$/.test(before.between)) return before.end;
  if (!JOINING.has(before.word.toLowerCase()) || before.between !== '') return undefined;
  let end = before.start;
  before = wordBefore(text, end);
  if (before?.between === '/' && JOINING.has(before.word.toLowerCase())) {
    end = before.start;
    before = wordBefore(text, end);
  }
  return before !== undefined && /^[,-]?$/.test(before.between) ? before.end : undefined;
}

/** What is left of a name of several words without its first one, two, … */
function tailsOf(name: string): string[] {
  const starts = Array.from(name.matchAll(/(?<=[\s-])[\p{L}\p{N}]/gu), (found) => found.index);
  return starts.map((start) => name.slice(start));
}
