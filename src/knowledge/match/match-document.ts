import { type Definition, definitionsIn, unbracketed } from './abbreviations.js';
import { findLongest, type Match } from './find.js';
import type { NameIndex } from './name-index.js';
import type { Rule } from './rules/rule.js';
import { makeShortForms, type ShortForms } from './short-forms.js';

/** How a run of texts is matched. */
export interface DocumentSettings {
  readonly rules: readonly Rule[];
  /** Whether explained abbreviations are met. */
  readonly abbreviations: boolean;
  /** Texts after its explanation in which an abbreviation is met; `Infinity` for one document. */
  readonly reach: number;
}

/** The matches of the texts of a document, sentence by sentence: leftmost, longest, not overlapping. */
export function matchDocument(
  texts: readonly string[],
  index: NameIndex,
  settings: DocumentSettings,
): (readonly Match[])[] {
  const forms = settings.abbreviations ? learn(texts, index, settings) : undefined;
  return texts.map((text, at) => {
    const plain = matchText(text, index, settings.rules);
    return forms === undefined ? plain : forms.apply(text, at, plain);
  });
}

function matchText(text: string, index: NameIndex, rules: readonly Rule[]): readonly Match[] {
  let matches: readonly Match[] = findLongest(unbracketed(text), index);
  for (const rule of rules) matches = rule.apply(matches, text, index);
  return matches;
}

function learn(
  texts: readonly string[],
  index: NameIndex,
  { rules, reach }: DocumentSettings,
): ShortForms | undefined {
  const learnt = texts.flatMap((text, at) => {
    const definitions = definitionsIn(text);
    if (definitions.length === 0) return [];
    const matches = matchText(text, index, rules);
    return definitions.map((definition) => ({ ...definition, at, match: explained(definition, matches) }));
  });
  return learnt.length === 0 ? undefined : makeShortForms(learnt, reach);
}

/** The match that ends where the long form does, or goes on behind the bracket; from the long form's beginning on. */
function explained(
  { longStart, longEnd, shortEnd }: Definition,
  matches: readonly Match[],
): Match | undefined {
  const match = matches.find(({ start, end }) => end === longEnd || (start <= longStart && end > shortEnd));
  return match === undefined ? undefined : { ...match, start: Math.min(match.start, longStart) };
}
