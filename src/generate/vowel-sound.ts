// A, E, F, H, I, L, M, N, O, R, S and X are said with a vowel first.
const VOWEL_LETTER_NAMES = /^[AEFHILMNORSX]$/iu;
const YOO_OR_WON =
  /^(?:eu|ewe|ewing|uni(?![nm])|us[ue]|usage|ur(?![bgnst])|ut[ei]|uv[eu]|ubi|one\b|once\b)/iu;
const SILENT_H = /^(?:hour|honest|honou?r|heir)/iu;
const EIGHT_OR_ELEVEN = /^(?:8|11(?!\d)|18(?!\d))/u;
/** Said as a word: four letters or more that begin with a syllable, such as `SARS` and `MELAS`. */
const SAYABLE = /^[B-DF-HJ-NP-TV-Z]?[AEIOU][A-Z]{2,}$/u;

/** Whether a name is said with a vowel first, by its spelling: `an MRI`, `a unilateral`, `an 11-year`, `a SARS`. */
export function startsWithVowelSound(name: string): boolean {
  if (/^\d/u.test(name)) return EIGHT_OR_ELEVEN.test(name);
  const word = /^[\p{L}\p{M}]+/u.exec(name)?.[0] ?? '';
  if (isSpelledOut(word)) return VOWEL_LETTER_NAMES.test(word[0] ?? '');
  if (SILENT_H.test(word)) return true;
  const plain = word.normalize('NFD');
  return /^[aeiou]/iu.test(plain) && !YOO_OR_WON.test(plain);
}

function isSpelledOut(word: string): boolean {
  if (word.length === 1) return true;
  if (/^\p{Ll}\p{Lu}/u.test(word)) return true;
  return /^\p{Lu}{2}/u.test(word) && !SAYABLE.test(word);
}
