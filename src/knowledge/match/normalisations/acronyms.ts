import type { Normalisation } from './normalisation.js';

/** Whether a name has capitals and no small letters, but for a plural's `s`. */
export function isAcronym(name: string): boolean {
  return /\p{Lu}/u.test(name) && !/\p{Ll}/u.test(name);
}

export const acronyms: Normalisation = {
  about: 'a name in capitals (`ALL`, `CAN`) is met in capitals only',
  isExact: isAcronym,
};
