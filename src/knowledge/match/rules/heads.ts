import type { Match } from '../find.js';
import { wordAfter } from '../neighbours.js';
import type { Rule } from './rule.js';

const HEADS =
  /^(?:syndrome|disease|disorder|tumou?r|cancer|carcinoma|deficiency|dystrophy|myopathy|neuropathy|infection|attack)s?$/i;

/** Takes in the noun behind a match that says what it is: `von Hippel-Lindau` tumour, `inherited cancer` syndrome. */
export const heads: Rule = {
  about: 'the noun behind a name that says what it is belongs to it (`Marfan` syndrome)',
  apply: (matches, text) => {
    const out: Match[] = [];
    for (const match of matches) {
      if (match.start < (out.at(-1)?.end ?? 0)) continue;
      const after = wordAfter(text, match.end);
      const isHead = after !== undefined && after.between === '' && HEADS.test(after.word);
      out.push(isHead ? { ...match, end: after.end } : match);
    }
    return out;
  },
};
