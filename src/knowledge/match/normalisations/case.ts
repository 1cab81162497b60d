import type { Normalisation } from './normalisation.js';

export const letterCase: Normalisation = {
  about: 'letter case makes no difference',
  word: (word) => word.toLowerCase(),
};
