import { MENTION } from '../reading.js';
import { leftEnd } from './noun-phrase.js';
import type { Doubt, UnknownRule } from './rule.js';

/** `cerebral ALD`, `thymic lymphoma`: words before a mention that lead names, or that the text repeats with it: is the mention longer? */
export const boundaries: UnknownRule = {
  about:
    'a mention behind words that lead known names, or that the text repeats with it: where does it begin?',
  find: (run, { terms, isPhrase }) =>
    run.flatMap((reading, sentence) => {
      const { words, marks } = reading;
      return words.flatMap((word, at): Doubt[] => {
        if (marks[at] !== MENTION || marks[at - 1] === MENTION) return [];
        const from = leftEnd(reading, at, terms);
        if (from === at) return [];
        const before = words[at - 1] === '-' ? (words[at - 2] as string) : (words[at - 1] as string);
        if (!terms.leadsOn(before) && !isPhrase(`${before} ${word}`)) return [];
        let to = at;
        while (marks[to] === MENTION) to++;
        return [{ sentence, from, to }];
      });
    }),
};
