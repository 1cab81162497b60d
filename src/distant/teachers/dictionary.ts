import type { WorkOptions } from '../../base/progress.js';
import type { Sentence } from '../../corpus/sentence.js';
import {
  EXACT_SCOPES,
  type KnowledgeBase,
  type Match,
  type MatcherOptions,
  type NameMatcher,
  takeInNames,
} from '../../knowledge/index.js';
import type { ConceptLabels } from '../../tagger/dictionary.js';
import { runsOf } from '../../tagger/dictionary-runs.js';
import { onTokenEdges } from '../../tagger/token-edges.js';
import { owned } from '../owned.js';
import { EXPLAINED, nameForm } from './name-form.js';
import { makeNameWords, type NameWords } from './name-words.js';
import type { Claim, Teacher } from './teacher.js';

/** A teacher that knows names. */
export interface DictionaryTeacher extends Teacher {
  /** What its names are made of. */
  readonly words: NameWords;
  /** How many concepts a name means, those without a label too. */
  meanings(name: string): number;
  knows(name: string): boolean;
}

export interface DictionarySettings extends MatcherOptions {
  readonly labels: ConceptLabels;
}

/** The names of a knowledge base under their labels (`dictionaryTagger`'s matches). The knowledge base stays open until its end. */
export async function dictionaryTeacher(
  name: string,
  kb: Pick<KnowledgeBase, 'names' | 'lookup'>,
  { labels, ...options }: DictionarySettings,
  work: WorkOptions = {},
): Promise<DictionaryTeacher> {
  const words = makeNameWords();
  const matcher = await takeInNames(labelled(kb, labels, words), options, work);
  const claims = claimsOf(matcher, labels);
  return {
    ...{ name, labels: labels.labels, covers: false, words },
    label: async (sentences) =>
      runsOf(sentences).flatMap(({ reach, sentences: run }) => {
        const matches = matcher.matchAll(
          run.map(({ text }) => text),
          { reach },
        );
        return run.map((sentence, at) => claims(sentence, matches[at] ?? []));
      }),
    meanings: (text) => Math.max(matcher.lookup(text).length, kb.lookup(text).length),
    knows: (text) => matcher.lookup(text).length > 0,
    close: async () => {},
  };
}

function* labelled(kb: Pick<KnowledgeBase, 'names'>, labels: ConceptLabels, words: NameWords) {
  for (const name of kb.names()) {
    if (!EXACT_SCOPES.includes(name.scope) || labels.of(name.concept) === undefined) continue;
    words.add(name.text);
    yield name;
  }
}

function claimsOf(matcher: NameMatcher, labels: ConceptLabels) {
  const kinds = new Map<string, string>();
  const kindOf = (text: string, concept: string): string => {
    const key = `${concept} ${text}`;
    const known = kinds.get(key);
    if (known !== undefined) return known;
    const isName = matcher.lookup(text).some((one) => one.concept === concept);
    const kind = !isName && SHORT_FORM.test(text) ? EXPLAINED : owned(nameForm(text));
    if (kinds.size < MOST_REMEMBERED) kinds.set(key, kind);
    return kind;
  };
  return (sentence: Sentence, matches: readonly Match[]): Claim[] =>
    matches.flatMap(({ meanings, ...match }) => {
      const place = onTokenEdges(sentence, match);
      const concept = meanings[0]?.concept;
      const label = concept === undefined ? undefined : labels.of(concept);
      if (place === undefined || concept === undefined || label === undefined) return [];
      const kind = kindOf(sentence.text.slice(place.start, place.end), concept);
      return [{ ...place, label, ...(concept !== label && { concept }), kind }];
    });
}

const MOST_REMEMBERED = 1 << 16;
/** A name without small letters before its first capital, of twelve characters at most. */
const SHORT_FORM = /^(?=.{1,12}$)[^a-z]*\p{Lu}\S*$/u;
