import { isAcronym } from '../../knowledge/match/normalisations/acronyms.js';
import { singular } from '../../knowledge/match/normalisations/plural.js';

/** The kind of claims on short forms that the text itself explains by a name. */
export const EXPLAINED = '(explained)';

/** A name without case and plural; one in capitals as it stands. */
export function nameForm(name: string): string {
  if (isAcronym(name)) return name;
  return name.toLowerCase().replace(/[\p{L}\p{N}]+$/u, singular);
}
