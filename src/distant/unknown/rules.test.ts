import { describe, expect, test } from 'vitest';
import { tokenise } from '../../corpus/tokenise.js';
import { MENTION, rangeOf, readingOf, UNKNOWN } from '../reading.js';
import { makeWordUses } from '../survey/word-uses.js';
import { makeNameWords } from '../teachers/name-words.js';
import { UNKNOWN_RULES, type UnknownRuleName } from './index.js';
import { termWords } from './term-words.js';

const many = (pattern: string): string[] =>
  Array.from({ length: 20 }, (_, at) => pattern.replace('*', `name${at}`));

const names = makeNameWords();
for (const name of [
  ...many('* syndrome'),
  ...many('renal * disease'),
  ...many('deficiency of *'),
  ...many('* deficiency'),
])
  names.add(name);
for (const letter of 'abcdefghijklmnop') names.add(`${letter}oblastoma`);

const words = makeWordUses();
for (let at = 0; at < 5000; at++)
  for (const word of ['the', 'of', 'patients', 'had', `filler${at}`]) words.add(word, false);
for (let at = 0; at < 10; at++) words.add('disease', true);
const terms = termWords(names, words);

interface Setting {
  readonly mentions?: readonly string[];
  readonly unknown?: readonly string[];
  readonly phrases?: readonly string[];
  readonly context?: number;
}

/** What a rule leaves out of sentences of one document. */
function found(
  rule: UnknownRuleName,
  texts: readonly string[],
  { mentions = [], unknown = [], phrases = [], context = 0 }: Setting = {},
): string[] {
  const run = texts.map((text) => {
    const reading = readingOf({
      id: 's',
      text,
      tokens: tokenise(text),
      spans: [],
      origin: { kind: 'gold', file: 'f', line: 1 },
    });
    for (const [all, mark] of [
      [mentions, MENTION],
      [unknown, UNKNOWN],
    ] as const) {
      for (const name of all) {
        const start = text.indexOf(name);
        if (start === -1) continue;
        const { from, to } = rangeOf(reading.sentence, { start, end: start + name.length });
        reading.marks.fill(mark, from, to);
      }
    }
    return { ...reading, parts: reading.words.map(terms) };
  });
  const knowledge = {
    isPhrase: (phrase: string) => phrases.includes(phrase),
    company: { best: () => ({ label: 'D', score: context }) },
  };
  return UNKNOWN_RULES[rule].find(run, knowledge).map(({ sentence, from, to }) => {
    const { text, tokens } = run[sentence]?.sentence ?? { text: '', tokens: [] };
    return text.slice(tokens[from]?.start, tokens[to - 1]?.end);
  });
}

test('what a word can be is learnt from names against the text', () => {
  expect(terms('syndromes')).toMatchObject({ isHead: true, isFunction: false });
  expect(terms('the')).toMatchObject({ isHead: false, isFunction: true, isLink: false });
  expect(terms('of')).toMatchObject({ isFunction: true, isLink: true, isModifier: false });
  expect(terms('renal')).toMatchObject({ isModifier: true, leadsOn: true, isHead: false });
  expect(terms('neuroblastomas')).toMatchObject({ isShaped: true, isHead: false });
  expect(terms('disease')).toMatchObject({ isHead: true, isFunction: false });
  expect(terms('filler7')).toEqual({
    ...{
      isHead: false,
      isModifier: false,
      leadsOn: false,
      isFunction: false,
      isLink: false,
      isShaped: false,
    },
  });
});

describe('each rule leaves out what it is for, and nothing where it is not', () => {
  test.each<[UnknownRuleName, string, Setting, string[]]>([
    ['heads', 'patients had the renal - APRT syndrome', {}, ['renal - APRT syndrome']],
    ['heads', 'the Duarte syndrome', {}, ['Duarte syndrome']],
    ['heads', 'the deficiency of mild APRT of the', {}, ['deficiency of mild APRT']],
    ['heads', 'patients had the syndrome', {}, []],
    ['heads', 'the red syndrome', { mentions: ['red syndrome'] }, []],
    ['shapes', 'the renal neuroblastoma', {}, ['renal neuroblastoma']],
    ['shapes', 'the neurology', {}, []],
    ['phrases', 'had small hands', { phrases: ['small hands'], context: 2 }, ['small hands']],
    ['phrases', 'had small hands', { phrases: ['small hands'], context: 0.5 }, []],
    ['phrases', 'had ALD', { context: 2 }, ['ALD']],
    ['phrases', 'had The', { context: 2 }, []],
    ['boundaries', 'the renal gout', { mentions: ['gout'] }, ['renal gout']],
    ['boundaries', 'the name1 gout', { mentions: ['gout'] }, []],
    ['boundaries', 'patients had HPT syndrome', { mentions: ['HPT'] }, ['HPT syndrome']],
    ['boundaries', 'a deficiency of APRT', { mentions: ['deficiency'] }, ['deficiency of APRT']],
    ['boundaries', 'the gout of patients', { mentions: ['gout'] }, []],
  ])('%s: %s %j', (rule, text, setting, expected) => {
    expect(found(rule, [text], setting)).toEqual(expected);
  });

  test('abbreviations: in every sentence of the document', () => {
    const texts = ['ALD is bad.', 'It is adreno leuko dystrophy (ALD).', 'No ALD, no GLD.'];
    expect(found('abbreviations', texts, { unknown: ['adreno leuko dystrophy'] })).toEqual([
      'ALD',
      'ALD',
      'ALD',
    ]);
    expect(found('abbreviations', texts)).toEqual([]);
  });
});
