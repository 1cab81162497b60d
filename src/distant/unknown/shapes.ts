import { OUTSIDE } from '../reading.js';
import { leftEnd } from './noun-phrase.js';
import type { Doubt, UnknownRule } from './rule.js';

/** `chondrodysplasias`: a word that ends as names do and other words of the text do not, with its modifiers. */
export const shapes: UnknownRule = {
  about: 'a word that ends as known names do and other words do not (-blastoma, -plasia)',
  find: (run) =>
    run.flatMap((reading, sentence) =>
      reading.parts.flatMap(({ isShaped }, at): Doubt[] =>
        reading.marks[at] === OUTSIDE && isShaped
          ? [{ sentence, from: leftEnd(reading, at), to: at + 1 }]
          : [],
      ),
    ),
};
