import type { Normalisation } from './normalisation.js';

const RULES: readonly (readonly [RegExp, string])[] = [
  [/(?<=.)aem(?=[aiou])/g, 'em'],
  [/haem/g, 'hem'],
  [/oed/g, 'ed'],
  [/oes(?=tr|oph)/g, 'es'],
  [/paed/g, 'ped'],
  [/faec/g, 'fec'],
  [/caec/g, 'cec'],
  [/gynaec/g, 'gynec'],
  [/orthopaed/g, 'orthoped'],
  [/anaes/g, 'anes'],
  [/leuk?caem/g, 'leukem'],
  [/diarrhoe/g, 'diarrhe'],
  [/rrhoe/g, 'rrhe'],
  [/dyspnoe/g, 'dyspne'],
  [/apnoe/g, 'apne'],
  [/pnoea/g, 'pnea'],
  [/coeliac/g, 'celiac'],
  [/foet/g, 'fet'],
  [/tumour/g, 'tumor'],
  [/colour/g, 'color'],
  [/behaviour/g, 'behavior'],
  [/odour/g, 'odor'],
  [/fibre/g, 'fiber'],
  [/centre$/g, 'center'],
  [/litre$/g, 'liter'],
  [/sulph/g, 'sulf'],
  [/aluminium/g, 'aluminum'],
  [/caesium/g, 'cesium'],
  [/ageing/g, 'aging'],
  [/grey/g, 'gray'],
  [/isation/g, 'ization'],
  [/ised$/g, 'ized'],
  [/ising$/g, 'izing'],
  [/ise$/g, 'ize'],
  [/yse([ds]?)$/g, 'yze$1'],
  [/aetiolog/g, 'etiolog'],
  [/coelom/g, 'celom'],
  [/manoeuv/g, 'maneuv'],
  [/oe(?=sophag|strog)/g, 'e'],
  [/kalaem/g, 'kalem'],
];

/** The American spelling of a lower-case word. */
export function american(word: string): string {
  let out = word;
  if (word.length > 4) for (const [british, here] of RULES) out = out.replace(british, here);
  return out;
}

export const spelling: Normalisation = {
  about: 'British and American spellings are the same (`tumour`, `anaemia`, `oesophagus`)',
  word: american,
};
