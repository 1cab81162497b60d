import { type Definition, definitionsIn, explains, unbracketed } from './abbreviations.js';
import { findLongest, type Match } from './find.js';
import type { NameIndex } from './name-index.js';
import type { Rule } from './rules/rule.js';
import { type Learnt, makeShortForms } from './short-forms.js';

/** How a run of texts is matched. */
export interface DocumentSettings {
  readonly rules: readonly Rule[];
  /** Whether explained abbreviations are met. */
  readonly abbreviations: boolean;
  /** Texts after its explanation in which an abbreviation is met; `Infinity` for one document. */
  readonly reach: number;
}

const NONE: readonly Definition[] = [];

/** The matches of the texts of a document, sentence by sentence: leftmost, longest, not overlapping. */
export function matchDocument(
  texts: readonly string[],
  index: NameIndex,
  { rules, abbreviations, reach }: DocumentSettings,
): readonly (readonly Match[])[] {
  const learnt: Learnt<Match>[] = [];
  const matches = texts.map((text, at) => {
    const definitions = abbreviations ? definitionsIn(text) : NONE;
    const found = matchText(text, definitions, index, rules);
    for (const definition of definitions) {
      learnt.push({ ...definition, at, match: explained(definition, found) });
    }
    return found;
  });
  if (learnt.length === 0) return matches;
  const apply = makeShortForms(learnt, reach);
  return matches.map((found, at) => apply(texts[at] as string, at, found));
}

function matchText(
  text: string,
  definitions: readonly Definition[],
  index: NameIndex,
  rules: readonly Rule[],
): readonly Match[] {
  let matches: readonly Match[] = findLongest(unbracketed(text, definitions), index);
  for (const rule of rules) matches = rule.apply(matches, text, index);
  return matches;
}

/** The match that explains an abbreviation, from the long form's beginning on. */
function explained(definition: Definition, matches: readonly Match[]): Match | undefined {
  const match = matches.find((one) => explains(one, definition));
  return match === undefined ? undefined : { ...match, start: Math.min(match.start, definition.longStart) };
}
