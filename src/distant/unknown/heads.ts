import { isWord, OUTSIDE } from '../reading.js';
import { leftEnd, rightEnd } from './noun-phrase.js';
import type { Doubt, TermReading, UnknownRule } from './rule.js';

/** `behavioral abnormalities`, `deficiency of APRT`: a head noun of known names with words beside it that names have there too. */
export const heads: UnknownRule = {
  about: 'a head noun of known names (syndrome, deficiency) with what belongs to it as in names',
  find: (run) =>
    run.flatMap((reading, sentence) =>
      reading.parts.flatMap(({ isHead }, at): Doubt[] => {
        if (reading.marks[at] !== OUTSIDE || !isHead) return [];
        const beside = isPlain(reading, at - 1) ? at - 1 : at;
        const [from, to] = [leftEnd(reading, beside), rightEnd(reading, at + 1)];
        return to - from === 1 ? [] : [{ sentence, from, to }];
      }),
    ),
};

/** Any word but a function word: `Duarte syndrome`. */
function isPlain({ words, parts, marks }: TermReading, at: number): boolean {
  return marks[at] === OUTSIDE && parts[at]?.isFunction === false && isWord(words[at] as string);
}
