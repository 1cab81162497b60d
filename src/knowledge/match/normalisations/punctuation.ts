import type { Normalisation } from './normalisation.js';

const OTHER = /^(?!\p{Pd})\p{P}$/u;

export const punctuation: Normalisation = {
  about: 'commas, apostrophes, slashes, brackets and other punctuation but hyphens make no difference',
  skips: (mark) => OTHER.test(mark),
};
