import type { Normalisation } from './normalisation.js';

const ENDINGS: readonly (readonly [RegExp, string])[] = [
  [/tension$/, 'tensive'],
  [/osis$/, 'otic'],
  [/(?<=[aiou])sis$/, 'tic'],
  [/lepsy$/, 'leptic'],
  [/icity$/, 'ic'],
  [/esia$/, 'etic'],
  [/([^e])mia$/, '$1mic'],
  [/emia$/, 'emic'],
  [/(?<=[hrn])ia$/, 'ic'],
  [/itis$/, 'itic'],
  [/betes$/, 'betic'],
  [/ergy$/, 'ergic'],
  [/athy$/, 'athic'],
];

/** The adjective of a one-word disease name, where its ending has one: `hypertension`, `hypertensive`. */
export function adjectives(name: string): string[] {
  if (!/^\p{L}{6,}$/u.test(name)) return [];
  const found = ENDINGS.find(([ending]) => ending.test(name));
  return found === undefined ? [] : [name.replace(...found)];
}

export const adjective: Normalisation = {
  about: 'an adjective means the condition that it comes from (`hypertensive`, `ischaemic`)',
  variants: adjectives,
};
