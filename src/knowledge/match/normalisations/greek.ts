import type { Normalisation } from './normalisation.js';

const NAMES =
  'alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho sigma tau upsilon phi chi psi omega';
const LETTERS = 'αβγδεζηθικλμνξοπρστυφχψω';
const BY_LETTER: ReadonlyMap<string, string> = new Map([
  ...NAMES.split(' ').map((name, at) => [LETTERS[at] as string, name] as const),
  ['ς', 'sigma'],
]);

export const greek: Normalisation = {
  about: 'a Greek letter counts as its name (`TNF-α`, `TNF alpha`)',
  word: (word) => (word.length > 1 ? word : (BY_LETTER.get(word.normalize('NFKC').toLowerCase()) ?? word)),
};
