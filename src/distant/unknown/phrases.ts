import { OUTSIDE } from '../reading.js';
import { contextOf } from '../survey/name-uses.js';
import { isShortForm } from './noun-phrase.js';
import type { TermKnowledge, TermReading, UnknownRule } from './rule.js';

const LONGEST = 3;
const LEAST_CONTEXT = 1;

/** `chromosome instability`, `VHL`: a frequent phrase whose words keep together, or a short form, where names stand. */
export const phrases: UnknownRule = {
  about: 'a phrase that the text repeats, or a short form, in the company that known names keep',
  find: (run, knowledge) =>
    run.flatMap((reading, sentence) =>
      reading.words.flatMap((_, from) =>
        termsAt(reading, from, knowledge).map((to) => ({ sentence, from, to })),
      ),
    ),
};

/** Where terms end that begin at a token and stand as names do. */
function termsAt(reading: TermReading, from: number, { isPhrase, company }: TermKnowledge): number[] {
  const { words, parts, marks } = reading;
  const ends: number[] = [];
  let phrase = '';
  for (let to = from + 1; to <= Math.min(words.length, from + LONGEST); to++) {
    const word = words[to - 1] as string;
    if (marks[to - 1] !== OUTSIDE || parts[to - 1]?.isFunction === true) break;
    phrase = phrase === '' ? word : `${phrase} ${word}`;
    const isTerm = to === from + 1 ? isShortForm(reading, from) : isPhrase(phrase);
    if (isTerm && company.best(contextOf(reading, { from, to })).score >= LEAST_CONTEXT) ends.push(to);
  }
  return ends;
}
