import { OUTSIDE } from '../reading.js';
import { leftEnd } from './noun-phrase.js';
import type { Doubt, UnknownRule } from './rule.js';

/** `chondrodysplasias`: a word that ends as names do and other words of the text do not, with its modifiers. */
export const shapes: UnknownRule = {
  about: 'a word that ends as known names do and other words do not (-blastoma, -plasia)',
  find: (run, { terms }) =>
    run.flatMap((reading, sentence) =>
      reading.words.flatMap((word, at): Doubt[] =>
        reading.marks[at] === OUTSIDE && terms.isShaped(word)
          ? [{ sentence, from: leftEnd(reading, at, terms), to: at + 1 }]
          : [],
      ),
    ),
};
