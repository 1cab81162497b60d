import type { WorkOptions } from '../base/progress.js';
import type { Sentence } from '../corpus/sentence.js';
import { type Learnt, learn } from './learn.js';
import { cohesion } from './survey/phrase-counts.js';
import { type Survey, survey } from './survey/survey.js';
import { type Tailoring, tailor } from './tailor.js';
import type { DictionaryTeacher } from './teachers/dictionary.js';
import { makeNameWords, type NameWords } from './teachers/name-words.js';
import type { Teacher } from './teachers/teacher.js';
import type { TermKnowledge } from './unknown/rule.js';
import { type TermWords, termWords } from './unknown/term-words.js';

/** What labelling needs to know of a text before its first sentence. */
export interface Prepared {
  readonly survey: Survey;
  readonly tailoring: Tailoring;
  readonly learnt: Learnt;
  readonly knowledge: TermKnowledge;
  readonly terms: TermWords;
}

const LEAST_PHRASE = 3;
const LEAST_COHESION = 0.4;

/** Surveys the text's first `most` sentences, judges names by them, and estimates what votes are worth. */
export async function prepareLabels(
  blocks: AsyncIterable<readonly Sentence[]>,
  teachers: readonly (Teacher | DictionaryTeacher)[],
  shots: readonly Sentence[],
  most: number,
  work: WorkOptions = {},
): Promise<Prepared> {
  const found = await survey(blocks, teachers, most, work);
  const dictionaries = teachers.filter((teacher): teacher is DictionaryTeacher => 'words' in teacher);
  const meaningsOf = (name: string): number =>
    Math.max(0, ...dictionaries.map(({ meanings }) => meanings(name)));
  const tailoring = tailor(found.names.list(), found.words, meaningsOf);
  const learnt = await learn(teachers, found, tailoring, shots);
  const phrases = new Set<string>();
  for (const [phrase, count] of found.phrases.counts.entries()) {
    if (count >= LEAST_PHRASE && cohesion(phrase, count, found.words) >= LEAST_COHESION) phrases.add(phrase);
  }
  const knowledge = {
    company: tailoring.company,
    isPhrase: (phrase: string) => phrases.has(phrase),
  };
  const terms = termWords(wordsOf(dictionaries, found), found.words);
  return { survey: found, tailoring, learnt, knowledge, terms };
}

/** The words of the first dictionary's names; without one, of what was claimed. */
function wordsOf([dictionary]: readonly DictionaryTeacher[], { claimed }: Survey): NameWords {
  if (dictionary !== undefined) return dictionary.words;
  const words = makeNameWords();
  for (const name of claimed) words.add(name);
  return words;
}
