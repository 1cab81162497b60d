import type { Normalisation } from './normalisation.js';

const SNOMED =
  /\s*\((?:disorder|finding|procedure|morphologic abnormality|body structure|substance|product|organism|situation|event|qualifier value|observable entity|medicinal product|clinical drug|regime\/therapy|physical object|cell structure|cell|person|occupation|disease)\)$/i;
const REMARK = /(?:,?\s+(?:NOS|NEC|unspecified|not otherwise specified)|\s*\[[^[\]]*\]|\s+\((?:NOS|NEC)\))$/i;

/** A name without what a catalogue added behind it: `Asthma (disorder)`, `Anaemia, NOS`, `Fever [Ambiguous]`. */
export function unqualified(name: string): string[] {
  const bare = name.replace(SNOMED, '').replace(REMARK, '').trim();
  return bare === name || bare === '' ? [] : [bare];
}

export const qualifiers: Normalisation = {
  about: "catalogues' additions are left off (`(disorder)`, `, NOS`, `[Disease/Finding]`)",
  variants: unqualified,
};
