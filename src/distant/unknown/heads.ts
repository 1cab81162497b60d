import { isWord, OUTSIDE, type Reading } from '../reading.js';
import { leftEnd, rightEnd } from './noun-phrase.js';
import type { Doubt, UnknownRule } from './rule.js';
import type { TermWords } from './term-words.js';

/** `behavioral abnormalities`, `deficiency of APRT`: a head noun of known names with words beside it that names have there too. */
export const heads: UnknownRule = {
  about: 'a head noun of known names (syndrome, deficiency) with what belongs to it as in names',
  find: (run, { terms }) =>
    run.flatMap((reading, sentence) =>
      reading.words.flatMap((word, at): Doubt[] => {
        if (reading.marks[at] !== OUTSIDE || !terms.isHead(word)) return [];
        const beside = isPlain(reading, at - 1, terms) ? at - 1 : at;
        const [from, to] = [leftEnd(reading, beside, terms), rightEnd(reading, at + 1, terms)];
        return to - from === 1 ? [] : [{ sentence, from, to }];
      }),
    ),
};

/** Any word but a function word: `Duarte syndrome`. */
function isPlain({ words, marks }: Reading, at: number, terms: TermWords): boolean {
  const word = words[at];
  return word !== undefined && marks[at] === OUTSIDE && isWord(word) && !terms.isFunction(word);
}
