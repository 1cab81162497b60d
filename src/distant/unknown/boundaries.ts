import { MENTION } from '../reading.js';
import { leftEnd } from './noun-phrase.js';
import type { Doubt, UnknownRule } from './rule.js';

/** `cerebral ALD`, `thymic lymphoma`: words before a mention that lead names, or that the text repeats with it: is the mention longer? */
export const boundaries: UnknownRule = {
  about:
    'a mention behind words that lead known names, or that the text repeats with it: where does it begin?',
  find: (run, { isPhrase }) =>
    run.flatMap((reading, sentence) => {
      const { words, parts, marks } = reading;
      return words.flatMap((word, at): Doubt[] => {
        if (marks[at] !== MENTION || marks[at - 1] === MENTION) return [];
        const from = leftEnd(reading, at);
        if (from === at) return [];
        const before = words[at - 1] === '-' ? at - 2 : at - 1;
        if (parts[before]?.leadsOn !== true && !isPhrase(`${words[before]} ${word}`)) return [];
        let to = at;
        while (marks[to] === MENTION) to++;
        return [{ sentence, from, to }];
      });
    }),
};
