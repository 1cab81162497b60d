import { isWord } from '../reading.js';
import type { WordUses } from '../survey/word-uses.js';
import { endingOf, type NameWords } from '../teachers/name-words.js';

/** Which words of a text could be part of a name. Nothing here is a list of English words. */
export interface TermWords {
  /** Whether a word ends names much more often than it stands in the text: `syndrome`, `deficiency`. */
  isHead(word: string): boolean;
  /** Whether a word can stand before a name's last one. */
  isModifier(word: string): boolean;
  /** Whether a word does so much more often than it stands in the text: `hereditary`, `renal`. */
  leadsOn(word: string): boolean;
  /** Whether a word is very frequent in the text and hardly ever part of a claim: `the`, `with`, `gene`. */
  isFunction(word: string): boolean;
  /** Whether such a word stands inside many names: `of`. */
  isLink(word: string): boolean;
  /** Whether a word ends as names do and other words do not: `-blastoma`, `-plasia`. */
  isShaped(word: string): boolean;
}

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
  const isFunction = remembered(
    (word) =>
      words.count(word) >= Math.max(LEAST_USES, FUNCTION_SHARE * words.total) &&
      words.claimedShare(word) < FUNCTION_CLAIMED,
  );
  const isHead = remembered(
    (word) =>
      word.length >= LEAST_LETTERS &&
      /^\p{L}+$/u.test(word) &&
      names.ends(word) >= LEAST_NAMES &&
      lift(names.ends(word), words.count(word)) >= HEAD_LIFT,
  );
  return {
    isFunction,
    isHead,
    isModifier: remembered(
      (word) =>
        isWord(word) &&
        !isFunction(word) &&
        names.leads(word) > 1 &&
        lift(names.leads(word), words.count(word)) >= MODIFIER_LIFT,
    ),
    leadsOn: remembered(
      (word) =>
        isWord(word) &&
        !isFunction(word) &&
        names.leads(word) >= LEAST_NAMES &&
        lift(names.leads(word), words.count(word)) >= HEAD_LIFT,
    ),
    isLink: remembered((word) => isFunction(word) && names.leads(word) >= LINK_SHARE * names.names),
    isShaped: remembered((word) => {
      const ending = endingOf(word);
      if (ending === undefined || names.ending(ending) < LEAST_NAMES || isHead(word)) return false;
      return lift(names.ending(ending), endings.get(ending) ?? 0) >= SHAPE_LIFT;
    }),
  };
}

/** Endings of the words that are not claimed, with their counts. */
function endingsOf(words: WordUses): ReadonlyMap<string, number> {
  const endings = new Map<string, number>();
  for (const { word, count, claimed } of words.list()) {
    const ending = endingOf(word);
    if (ending !== undefined) endings.set(ending, (endings.get(ending) ?? 0) + count - claimed);
  }
  return endings;
}

const MOST_REMEMBERED = 1 << 18;

function remembered(ask: (word: string) => boolean): (word: string) => boolean {
  let answers = new Map<string, boolean>();
  return (word) => {
    const known = answers.get(word);
    if (known !== undefined) return known;
    if (answers.size >= MOST_REMEMBERED) answers = new Map();
    const answer = ask(word);
    answers.set(word, answer);
    return answer;
  };
}
