import type { Match } from '../find.js';
import { type Beside, wordBefore } from '../neighbours.js';
import type { Dictionary, Rule } from './rule.js';

const HEAD = /\bdeficien(?:cy|cies|t)\b/giu;
const SYMBOL = /^(?=.*(?:\p{Lu}|\d).*(?:\p{Lu}|\d))[\p{L}\d]{2,8}$/u;
const SUBSTANCE =
  /^(?:.*ase|.*globin|.*genase|complement|enzyme|protein|factor|hormone|vitamin|growth|component|alpha|beta|immune|iron|zinc|iodine|folate|antibody|antithrombin|insulin|lipoprotein|inhibitor|receptor|synthetase|acyl|coa|type|chain|i|ii|iii|complete|partial|combined|human|subtotal)$/iu;

/** Takes what is lacking in with the lack of it: `C7 deficiency`, `HPRT-deficient`. */
export const deficiency: Rule = {
  about: 'a deficiency takes in what is lacking (`C7 deficiency`, `HPRT-deficient`)',
  apply: (matches, text, dictionary) => {
    if (!text.includes('eficien')) return matches;
    const out = [...matches];
    for (const found of text.matchAll(HEAD))
      take(out, text, found.index, found.index + found[0].length, dictionary);
    return out.sort((a, b) => a.start - b.start);
  },
};

function take(out: Match[], text: string, at: number, end: number, { lookup }: Dictionary): void {
  const start = lackingFrom(text, at);
  const inside = out.find((match) => match.start <= start && match.end >= end);
  if (start === at || inside !== undefined) return;
  const meanings = [...lookup('deficiency'), ...lookup('disease')].slice(0, 1);
  if (meanings.length === 0) return;
  const kept = out.filter((match) => match.end <= start || match.start >= end);
  out.splice(0, out.length, ...kept, { start, end, meanings });
}

function lackingFrom(text: string, at: number): number {
  let start = at;
  for (let before = wordBefore(text, at); before !== undefined && isLacking(text, before, start); ) {
    start = before.start;
    before = wordBefore(text, start);
  }
  return start;
}

function isLacking(text: string, { word, between, start }: Beside, at: number): boolean {
  if (!/^-?$/.test(between)) return false;
  if (SYMBOL.test(word) || SUBSTANCE.test(word)) return true;
  if (!/^(?:and|or)$/i.test(word) || at === text.length) return false;
  const before = wordBefore(text, start);
  return before !== undefined && before.between === '' && SYMBOL.test(before.word);
}
