import type { Normalisation } from './normalisation.js';
import { singular } from './plural.js';

const COMMON = new Set(
  `a an and are as at be by can could did do for from had has have he her his how i in is it its may me no not
   of off on or our out she so than that the their them then there they this to up us was we were what when
   which who why will with you all any both each other some such one two three first second
   patient child man woman family case group type form effect cause risk loss use test trial study`.split(
    /\s+/,
  ),
);
const HEADS = new Set(
  `disease disorder syndrome illness sickness condition symptom sign finding abnormality defect deficiency anomaly lesion
   complication attack episode problem process response behavior change`.split(/\s+/),
);
const LEAST_LETTERS = 2;

/** Whether a name says nothing: one letter or digit, or a common word. */
export function saysNothing(name: string): boolean {
  const letters = name.replace(/[^\p{L}\p{N}]/gu, '');
  return (
    letters.length < LEAST_LETTERS || (!/^\p{Lu}+$/u.test(name) && COMMON.has(singular(name.toLowerCase())))
  );
}

export const stopList: Normalisation = {
  about:
    'names of one letter and common words (`all`, `can`) are left out; `disease` and its like need more words',
  keeps: (name) => !saysNothing(name),
  standsAlone: (name) => !HEADS.has(singular(name.toLowerCase())),
};
