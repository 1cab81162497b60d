import { MENTION, OUTSIDE } from '../reading.js';
import { leftEnd, rightEnd } from './noun-phrase.js';
import type { Doubt, TermKnowledge, TermReading, UnknownRule } from './rule.js';

/** `cerebral ALD`, `HPT - JT` syndrome: where does the mention begin, where does it end? */
export const boundaries: UnknownRule = {
  about:
    'a mention beside words that names have there, or that the text repeats with it: where are its ends?',
  find: (run, knowledge) =>
    run.flatMap((reading, sentence) => {
      const { marks } = reading;
      const doubts: Doubt[] = [];
      for (let from = 0; from < marks.length; from++) {
        if (marks[from] !== MENTION) continue;
        let to = from;
        while (marks[to] === MENTION) to++;
        const doubt = { sentence, from: leftDoubt(reading, from, knowledge), to: rightDoubt(reading, to) };
        if (doubt.from < from || doubt.to > to) doubts.push(doubt);
        from = to;
      }
      return doubts;
    }),
};

/** Where modifiers begin, if the one beside the mention leads names or the text repeats the two together. */
function leftDoubt(reading: TermReading, at: number, { isPhrase }: TermKnowledge): number {
  const { words, parts } = reading;
  const from = leftEnd(reading, at);
  const before = words[at - 1] === '-' ? at - 2 : at - 1;
  const isLed = parts[before]?.leadsOn === true || isPhrase(`${words[before]} ${words[at]}`);
  return isLed ? from : at;
}

/** Behind a head that follows the mention, or behind what a link adds to a head that ends it. */
function rightDoubt(reading: TermReading, to: number): number {
  const { parts, marks } = reading;
  if (marks[to] === OUTSIDE && parts[to]?.isHead === true) return to + 1;
  return parts[to - 1]?.isHead === true ? rightEnd(reading, to) : to;
}
