import { owned } from '../owned.js';
import { isWord } from '../reading.js';
import type { WordUses } from '../survey/word-uses.js';
import { endingOf, type NameWords } from '../teachers/name-words.js';

/** What part of a name a word of the text could be. Nothing here is a list of English words. */
export interface TermWord {
  /** It ends names much more often than it stands in the text: `syndrome`, `deficiency`. */
  readonly isHead: boolean;
  /** It can stand before a name's last word. */
  readonly isModifier: boolean;
  /** It does so much more often than it stands in the text: `hereditary`, `renal`. */
  readonly leadsOn: boolean;
  /** It is very frequent in the text and hardly ever part of a claim: `the`, `with`, `gene`. */
  readonly isFunction: boolean;
  /** It is one of these and stands inside many names: `of`. */
  readonly isLink: boolean;
  /** It ends as names do and other words do not: `-blastoma`, `-plasia`. */
  readonly isShaped: boolean;
}

/** Looks a word up, without case. */
export type TermWords = (word: string) => TermWord;

const LEAST_NAMES = 10;
const LEAST_LETTERS = 4;
const HEAD_LIFT = 2;
const MODIFIER_LIFT = 0.2;
const SHAPE_LIFT = 10;
const FUNCTION_SHARE = 0.001;
const LEAST_USES = 10;
const FUNCTION_CLAIMED = 0.1;
const LINK_SHARE = 0.03;

/** Measures words of known names against the text: how often a word ends (or leads) names, over how often it stands in the text. */
export function termWords(names: NameWords, words: WordUses): TermWords {
  const lift = (inNames: number, inText: number): number =>
    inNames / Math.max(1, names.names) / ((inText + 1) / (words.total + 1));
  const endings = endingsOf(words);
  const ask = (word: string): TermWord => {
    const count = words.count(word);
    const [ends, leads] = [names.ends(word), names.leads(word)];
    const isFunction =
      count >= Math.max(LEAST_USES, FUNCTION_SHARE * words.total) &&
      words.claimedShare(word) < FUNCTION_CLAIMED;
    const isHead = isLong(word) && ends >= LEAST_NAMES && lift(ends, count) >= HEAD_LIFT;
    const canLead = isWord(word) && !isFunction;
    const ending = isHead ? undefined : endingOf(word);
    const named = ending === undefined ? 0 : names.ending(ending);
    return {
      ...{ isHead, isFunction },
      isModifier: canLead && leads > 1 && lift(leads, count) >= MODIFIER_LIFT,
      leadsOn: canLead && leads >= LEAST_NAMES && lift(leads, count) >= HEAD_LIFT,
      isLink: isFunction && leads >= LINK_SHARE * names.names,
      isShaped: named >= LEAST_NAMES && lift(named, endings.get(ending ?? '') ?? 0) >= SHAPE_LIFT,
    };
  };
  let answers = new Map<string, TermWord>();
  return (word) => {
    const known = answers.get(word);
    if (known !== undefined) return known;
    if (answers.size >= MOST_REMEMBERED) answers = new Map();
    const answer = ask(word);
    answers.set(owned(word), answer);
    return answer;
  };
}

const MOST_REMEMBERED = 1 << 16;

const isLong = (word: string): boolean => word.length >= LEAST_LETTERS && /^\p{L}+$/u.test(word);

/** Endings of the words that are not claimed, with their counts. */
function endingsOf(words: WordUses): ReadonlyMap<string, number> {
  const endings = new Map<string, number>();
  for (const { word, count, claimed } of words.list()) {
    const ending = endingOf(word);
    if (ending !== undefined) endings.set(ending, (endings.get(ending) ?? 0) + count - claimed);
  }
  return endings;
}
