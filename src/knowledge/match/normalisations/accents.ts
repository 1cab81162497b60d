import type { Normalisation } from './normalisation.js';

const LIGATURES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    æ: 'ae',
    œ: 'oe',
    ø: 'o',
    ß: 'ss',
    ł: 'l',
    đ: 'd',
    ı: 'i',
    Æ: 'Ae',
    Œ: 'Oe',
    Ø: 'O',
    Ł: 'L',
  }),
);

/** The word without accents, ligatures and compatibility forms written out; ASCII words as they are. */
export function plain(word: string): string {
  if (isAscii(word)) return word;
  const bare = word.normalize('NFKD').replace(/\p{M}/gu, '').normalize('NFC');
  return bare.replace(/[æœøßłđıÆŒØŁ]/g, (letter) => LIGATURES.get(letter) ?? letter);
}

function isAscii(word: string): boolean {
  for (let at = 0; at < word.length; at++) if (word.charCodeAt(at) > 127) return false;
  return true;
}

export const accents: Normalisation = {
  about: 'accents, ligatures and typographic forms make no difference (`Sjögren`, `Ménière`, `ﬁbrosis`)',
  word: plain,
};
