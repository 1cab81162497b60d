import type { Match } from '../find.js';
import { type Beside, wordAfter, wordBefore } from '../neighbours.js';
import type { Dictionary, Rule } from './rule.js';

const ALWAYS = new Set(
  `hereditary familial inherited sporadic congenital autosomal classical juvenile infantile
   neonatal bilateral unilateral isolated`.split(/\s+/),
);
const NEVER = new Set(
  `human severe mild moderate common recurrent simple complete partial fatal primary idiopathic childhood male female single multiple other
   disease disorder syndrome type stage positive negative not no possible suspected new old young early late
   a an the of in with without by for from to as at on is was were are be been`.split(/\s+/),
);
const NUMERAL = /^(?:[IVX]{1,4}[A-Da-d]?|\d{1,2}[A-Da-d]?|[A-D])$/;
const KIND = new Set(['type', 'types', 'subtype', 'stage', 'grade']);

/** Takes in what says which kind of a disease is meant: `hereditary`, `type IID` on either side, adjectives that names begin with. */
export const modifiers: Rule = {
  about: 'words that say which kind are part of the mention (`hereditary`, `X-linked`, `type IID`)',
  apply: (matches, text, dictionary) => {
    let last = 0;
    return matches.map((match, index) => {
      const limit = matches[index + 1]?.start ?? text.length;
      const start = leftEnd(text, match, last, dictionary);
      const end = rightEnd(text, match.end, limit);
      last = end;
      return start === match.start && end === match.end ? match : { ...match, start, end };
    });
  },
};

function leftEnd(text: string, match: Match, least: number, dictionary: Dictionary): number {
  let start = match.start;
  const head = wordBefore(text, match.end)?.word ?? '';
  for (;;) {
    const more = modifierBefore(text, start, head, dictionary);
    if (more === undefined || more < least) return start;
    start = more;
  }
}

function modifierBefore(text: string, at: number, head: string, { leads }: Dictionary): number | undefined {
  const before = wordBefore(text, at);
  if (before === undefined || !/^-?$/.test(before.between)) return undefined;
  const word = before.word.toLowerCase();
  if (ALWAYS.has(word) || (word === 'non' && before.between === '-')) return before.start;
  const compound = compoundBefore(text, before, word);
  if (compound !== undefined) return compound;
  const isLead = before.between === '' && !NEVER.has(word) && leads(before.word, head);
  return isLead ? before.start : undefined;
}

/** `autosomal dominant`, `X-linked recessive`, `type IID`. */
function compoundBefore(text: string, before: Beside, word: string): number | undefined {
  const second = wordBefore(text, before.start);
  if (second === undefined) return undefined;
  const other = second.word.toLowerCase();
  if (word === 'dominant' || word === 'recessive') {
    if (other === 'autosomal') return second.start;
    if (other === 'linked') return compoundBefore(text, second, 'linked');
  }
  if (word === 'linked' && other === 'x' && second.between === '-') return second.start;
  return NUMERAL.test(before.word) && KIND.has(other) && second.between === '' ? second.start : undefined;
}

/** `… type 2`, `…, type IID`. */
function rightEnd(text: string, end: number, limit: number): number {
  const kind = wordAfter(text, end);
  if (kind === undefined || !KIND.has(kind.word.toLowerCase()) || !/^,?$/.test(kind.between)) return end;
  const numeral = wordAfter(text, kind.end);
  if (numeral === undefined || numeral.between !== '' || !NUMERAL.test(numeral.word)) return end;
  return numeral.end <= limit ? numeral.end : end;
}
