import { setImmediate } from 'node:timers/promises';
import { throwIfAborted } from '../../base/errors.js';
import type { WorkOptions } from '../../base/progress.js';
import type { Meaning } from './entries.js';
import { findAll, type Match } from './find.js';
import { matchDocument } from './match-document.js';
import { type NameIndex, type NameRecord, nameIndexer } from './name-index.js';
import { NORMALISATIONS, type NormalisationName } from './normalisations/index.js';
import { normaliserOf } from './normaliser.js';
import { bestOfTypes, type Overlap } from './overlap.js';
import { RULES, type RuleName } from './rules/index.js';
import type { Rule } from './rules/rule.js';
import { type SwitchChoice, switchesOf } from './switches.js';

export interface MatcherOptions {
  /** What to look past, all of it where not given. */
  readonly normalisations?: SwitchChoice | undefined;
  /** Names that are no mention by themselves, in any form that the switches make the same. */
  readonly drop?: Iterable<string> | undefined;
}

export interface MatchOptions {
  /** `longest` where not given: leftmost, longest, not overlapping. Rules apply to it alone. */
  readonly overlap?: Overlap | undefined;
  /** For `best-type`: the types of a concept. */
  readonly typesOf?: ((concept: string) => readonly string[]) | undefined;
  /** Texts after its explanation in which an abbreviation holds; the whole document where not given. */
  readonly reach?: number | undefined;
}

/** Names ready to be met in texts. */
export interface NameMatcher {
  /** The names in a text, by start. */
  match(text: string, options?: MatchOptions): readonly Match[];
  /** The names in each of a document's texts: abbreviations explained in one are met in the others. */
  matchAll(texts: readonly string[], options?: MatchOptions): readonly (readonly Match[])[];
  /** What a text means that is a name as a whole. */
  lookup(text: string): readonly Meaning[];
  /** Spellings held, and bytes of the tables that hold them (without words and ids). */
  readonly size: { readonly names: number; readonly bytes: number };
}

/**
 * Takes in names for matching. They are held in a trie over word numbers in typed arrays.
 *
 * @example
 * const matcher = nameMatcher(kb.names());
 * matcher.match('Breast and ovarian cancers')[0]; // { start: 0, end: 26, meanings: [{ concept: … }] }
 */
export function nameMatcher(names: Iterable<NameRecord>, options: MatcherOptions = {}): NameMatcher {
  const making = matcherInMaking(options);
  for (const name of names) making.add(name);
  return making.matcher();
}

const NAMES_AT_ONCE = 4096;

/** The same for millions of names: reports how many were taken in, and hears an interruption. */
export async function takeInNames(
  names: Iterable<NameRecord>,
  options: MatcherOptions,
  { onProgress, signal }: WorkOptions,
): Promise<NameMatcher> {
  const making = matcherInMaking(options);
  let done = 0;
  for (const name of names) {
    making.add(name);
    if (++done % NAMES_AT_ONCE !== 0) continue;
    onProgress?.({ done });
    await setImmediate();
    throwIfAborted(signal);
  }
  return making.matcher();
}

function matcherInMaking(options: MatcherOptions) {
  const on = switchesOf(options.normalisations ?? 'all');
  const isOn = (name: string): boolean => on.some((one) => one === name);
  const chosen = Object.keys(NORMALISATIONS).filter(isOn) as NormalisationName[];
  const rules = (Object.keys(RULES) as RuleName[]).filter(isOn).map((name) => RULES[name]);
  const { add, index } = nameIndexer(normaliserOf(chosen), options.drop);
  return { add, matcher: () => matcherOf(index(), rules, isOn('abbreviations')) };
}

function matcherOf(index: NameIndex, rules: readonly Rule[], abbreviations: boolean): NameMatcher {
  const matchAll: NameMatcher['matchAll'] = (texts, { overlap = 'longest', typesOf, reach } = {}) => {
    if (overlap === 'all') return texts.map((text) => findAll(text, index));
    if (overlap === 'best-type')
      return texts.map((text) => bestOfTypes(findAll(text, index), typesOf ?? (() => [])));
    return matchDocument(texts, index, { rules, abbreviations, reach: reach ?? Number.POSITIVE_INFINITY });
  };
  return {
    matchAll,
    match: (text, settings) => matchAll([text], settings)[0] ?? [],
    lookup: index.lookup,
    size: { names: index.names, bytes: index.bytes },
  };
}
