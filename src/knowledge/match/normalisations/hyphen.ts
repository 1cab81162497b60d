import type { Normalisation } from './normalisation.js';

const DASH = /^\p{Pd}$/u;
const PREFIXES =
  /\b(non|anti|pre|post|hyper|hypo|micro|macro|neuro|cardio|osteo|myo|poly|multi|auto|intra|extra|inter|sub|para|peri|pseudo|thrombo|broncho|gastro|hepato|lympho|adreno|oculo|spino|cerebro|fibro|dys|pan|co|re|semi|ultra|immuno|electro|photo|psycho|encephalo|chondro|dermato|leuko|haemo|hemo)-(?=\p{Ll})/giu;

/** A name whose prefixes are set off by hyphens, with them joined: `non-small cell` is `nonsmall cell` too. */
function joined(name: string): string[] {
  const together = name.replace(PREFIXES, '$1');
  return together === name ? [] : [together];
}

export const hyphen: Normalisation = {
  about: 'a hyphen or dash counts as a space, and behind a prefix as nothing (`non-small`, `nonsmall`)',
  skips: (mark) => DASH.test(mark),
  variants: joined,
};
