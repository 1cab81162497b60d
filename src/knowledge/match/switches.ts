import { HilgenError } from '../../base/errors.js';
import { NORMALISATIONS, type NormalisationName } from './normalisations/index.js';
import { RULES, type RuleName } from './rules/index.js';

/** What a matcher can be told to look past, one word each. */
export type MatchSwitch = NormalisationName | RuleName | 'abbreviations';

const ABBREVIATIONS = {
  about: 'an abbreviation that the text explains means what it stands for (`ataxia telangiectasia (AT)`)',
};

/** Every switch and what it does. */
export const MATCH_SWITCHES: Readonly<Record<MatchSwitch, { readonly about: string }>> = {
  ...NORMALISATIONS,
  ...RULES,
  abbreviations: ABBREVIATIONS,
};

/** All switches, none, or some of them. */
export type SwitchChoice = 'all' | 'none' | readonly MatchSwitch[];

/** The switches that a choice stands for. */
export function switchesOf(choice: SwitchChoice): readonly MatchSwitch[] {
  if (choice === 'none') return [];
  return choice === 'all' ? (Object.keys(MATCH_SWITCHES) as MatchSwitch[]) : choice;
}

/**
 * Reads `all`, `none`, `case,plural` or `all,-acronyms`.
 *
 * @throws HilgenError `usage` for an unknown word.
 */
export function parseSwitches(text: string): readonly MatchSwitch[] {
  const chosen = new Set<MatchSwitch>();
  for (const word of text.split(',').map((part) => part.trim())) {
    const off = word.startsWith('-');
    const names = namesOf(off ? word.slice(1) : word);
    for (const name of names) off ? chosen.delete(name) : chosen.add(name);
  }
  return [...chosen];
}

function namesOf(word: string): readonly MatchSwitch[] {
  if (word === 'all' || word === 'none') return switchesOf(word);
  const known = switchesOf('all');
  const found = known.find((name) => name === word);
  if (found !== undefined) return [found];
  const hint = `Choose from: all, none, ${known.join(', ')}; a minus takes one out: all,-plural`;
  throw new HilgenError('usage', { where: JSON.stringify(word), what: 'no such normalisation', hint });
}
