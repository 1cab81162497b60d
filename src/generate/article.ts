import { startsWithVowelSound } from './vowel-sound.js';

/** The article to write instead of the one that stands at [start, end). */
export interface ArticleChange {
  readonly start: number;
  readonly end: number;
  readonly article: string;
}

/**
 * The change that makes "a" or "an" directly before a mention agree with the name put there.
 * `undefined` where no article stands there, it agrees already, or it did not agree with the
 * mention before either (and so is perhaps no article, as in "hepatitis a").
 */
export function articleChange(before: string, mention: string, name: string): ArticleChange | undefined {
  const found =
    /(?<![\p{L}\p{N}\p{M}\p{P}]\s*)A[Nn]?(?=\s+$)|(?<![\p{L}\p{N}\p{M}\p{Pd}'’.])an?(?=\s+$)/u.exec(before);
  if (found === null) return undefined;
  const [written] = found;
  const hadVowel = written.length === 2;
  const wantsVowel = startsWithVowelSound(name);
  if (hadVowel !== startsWithVowelSound(mention) || hadVowel === wantsVowel) return undefined;
  const article = `${written[0]}${wantsVowel ? 'n' : ''}`;
  return { start: found.index, end: found.index + written.length, article };
}
