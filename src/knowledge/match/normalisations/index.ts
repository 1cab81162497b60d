import { accents } from './accents.js';
import { acronyms } from './acronyms.js';
import { adjective } from './adjectives.js';
import { letterCase } from './case.js';
import { greek } from './greek.js';
import { hyphen } from './hyphen.js';
import { inverted } from './inverted.js';
import type { Normalisation } from './normalisation.js';
import { plural } from './plural.js';
import { punctuation } from './punctuation.js';
import { qualifiers } from './qualifiers.js';
import { spelling } from './spelling.js';
import { stopList } from './stop-list.js';

/** Every switch by its name, in the order in which forms and spellings are made. A new one is a file and a line here. */
export const NORMALISATIONS = {
  greek,
  accents,
  case: letterCase,
  spelling,
  plural,
  hyphen,
  punctuation,
  qualifiers,
  inverted,
  adjectives: adjective,
  acronyms,
  'stop-list': stopList,
} as const satisfies Record<string, Normalisation>;

export type NormalisationName = keyof typeof NORMALISATIONS;

/** The names of all switches. */
export const ALL_NORMALISATIONS = Object.keys(NORMALISATIONS) as NormalisationName[];
