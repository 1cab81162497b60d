import type { Normalisation } from './normalisation.js';

// Words that end as plurals do and are none, or whose stem would be another word.
const SINGULAR =
  /(?:ss|us|is|[^aeiouy]ps|aids|[dt]iabetes|herpes|rabies|scabies|caries|series|species|lens)$/;
const IRREGULAR: ReadonlyMap<string, string> = new Map(
  Object.entries({
    metastases: 'metastasis',
    diagnoses: 'diagnosis',
    children: 'child',
    men: 'man',
    women: 'woman',
    feet: 'foot',
    teeth: 'tooth',
    bodies: 'body',
    vertebrae: 'vertebra',
    bacteria: 'bacterium',
    calculi: 'calculus',
    fungi: 'fungus',
    thrombi: 'thrombus',
    ova: 'ovum',
  }),
);
const ENDINGS: readonly (readonly [RegExp, string])[] = [
  [
    /(thromb|neur|ulcer|keto|acid|fibr|dermat|psych|neph|cirrh|sten|scler|necr|myc|lip|cyan|zoon)oses$/,
    '$1osis',
  ],
  [/(ly|par|analy|dialy|cri|prosthe|synthe|hypothe|the|gen|apophy|pto|sep)ses$/, '$1sis'],
  [/omata$/, 'oma'],
  [/([^aeiou])ies$/, '$1y'],
  [/(ss|sh|ch|x|zz)es$/, '$1'],
  [/([^s])s$/, '$1'],
];
const LEAST = 4;

/** The singular of an English or medical plural; other words, and words of up to three letters, as they are. */
export function singular(word: string): string {
  if (word.length < LEAST) return word;
  const irregular = IRREGULAR.get(word);
  if (irregular !== undefined) return irregular;
  if (SINGULAR.test(word)) return word;
  const found = ENDINGS.find(([ending]) => ending.test(word));
  return found === undefined ? word : word.replace(...found);
}

export const plural: Normalisation = {
  about: "plurals and possessives count as their singular (`tumours`, `neuroses`, `Parkinson's`)",
  word: singular,
};
