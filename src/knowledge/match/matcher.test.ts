import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { tokenise } from '../../corpus/tokenise.js';
import { nameMatcher, type SwitchChoice, switchesOf } from './index.js';
import type { MatchOptions } from './matcher.js';

const recordsOf = (names: readonly string[]) =>
  names.map((text, at) => ({ text, concept: `C${at}`, scope: 'EXACT' as const }));

function found(
  names: readonly string[],
  text: string,
  normalisations?: SwitchChoice,
  options?: MatchOptions,
) {
  const matcher = nameMatcher(recordsOf(names), { normalisations });
  return matcher.match(text, options).map(({ start, end }) => text.slice(start, end));
}

describe('each switch finds what it is for, and without it the same text is passed over', () => {
  test.each([
    ['case', 'gout', 'Gout was seen', 'Gout'],
    ['plural', 'lung tumor', 'two lung tumors', 'lung tumors'],
    ['plural', 'Alzheimer disease', "Alzheimer's disease", "Alzheimer's disease"],
    ['plural', 'neurosis', 'many neuroses', 'neuroses'],
    ['hyphen', 'ataxia telangiectasia', 'an ataxia-telangiectasia', 'ataxia-telangiectasia'],
    ['hyphen', 'non-small cell cancer', 'a nonsmall cell cancer', 'nonsmall cell cancer'],
    ['punctuation', 'diabetes mellitus, type 2', 'diabetes mellitus type 2', 'diabetes mellitus type 2'],
    ['greek', 'interferon alpha', 'an interferon α', 'interferon α'],
    ['accents', 'Sjogren syndrome', 'Sjögren syndrome', 'Sjögren syndrome'],
    ['spelling', 'leukemia', 'a leukaemia', 'leukaemia'],
    ['spelling', 'esophageal tumor', 'an oesophageal tumour', 'oesophageal tumour'],
    ['inverted', 'Diseases, Rare', 'on Rare Diseases', 'Rare Diseases'],
    ['qualifiers', 'Asthma (disorder)', 'Asthma came', 'Asthma'],
    ['adjectives', 'hypertension', 'a hypertensive rat', 'hypertensive'],
    ['deficiency', 'deficiency', 'a HPRT-deficient cell', 'HPRT-deficient'],
    ['heads', 'Marfan', 'a Marfan syndrome', 'Marfan syndrome'],
    ['modifiers', 'gout', 'in hereditary gout', 'hereditary gout'],
    ['modifiers', 'gout', 'in gout type IIa', 'gout type IIa'],
    ['modifiers', 'gout', 'in X-linked recessive gout', 'X-linked recessive gout'],
  ] as const)('%s: %s', (name, dictionary, text, expected) => {
    expect(found([dictionary], text, [name])).toEqual([expected]);
    const rest = switchesOf('all').filter((one) => one !== name);
    expect(found([dictionary], text, rest)).not.toContain(expected);
  });

  test('coordination', () => {
    const names = ['breast cancer', 'ovarian cancer'];
    const texts = ['breast and ovarian cancer', 'breast / ovarian cancer', 'breast and / or ovarian cancer'];
    for (const text of texts) {
      expect(found(names, `a ${text} .`)).toEqual([text]);
      expect(found(names, `a ${text} .`, ['case'])).toEqual(['ovarian cancer']);
    }
    const both = nameMatcher(recordsOf(names)).match('breast and ovarian cancer')[0]?.meanings;
    expect(both?.map(({ concept }) => concept)).toEqual(['C1', 'C0']);
    expect(found(names, 'gout and ovarian cancer')).toEqual(['ovarian cancer']);
  });

  test('acronyms and the stop list keep common words out', () => {
    expect(found(['ALL'], 'all ALL', ['case', 'acronyms'])).toEqual(['ALL']);
    expect(found(['ALL'], 'all ALL', ['case'])).toEqual(['all', 'ALL']);
    expect(found(['can', 'D', 'disease'], 'a D can disease', ['stop-list'])).toEqual([]);
  });
});

describe('abbreviations', () => {
  const names = ['ataxia telangiectasia', 'myotonic dystrophy', 'von Hippel-Lindau disease', 'AT', 'PCR'];
  test.each([
    [
      'in the explanation and behind it',
      'Ataxia telangiectasia (A-T). A-T.',
      ['Ataxia telangiectasia', 'A-T', 'A-T'],
    ],
    ['before it', 'On A-T: ataxia telangiectasia (A-T).', ['A-T', 'ataxia telangiectasia', 'A-T']],
    ['in any order of initials', 'myotonic dystrophy (DM); DM', ['myotonic dystrophy', 'DM', 'DM']],
    ['inside a name', 'von Hippel-Lindau (VHL) disease; VHL', ['von Hippel-Lindau (VHL) disease', 'VHL']],
    ['of something else are no names', 'anti thrombin (AT) and AT', []],
  ])('%s', (_, text, expected) => {
    expect(found(names, text)).toEqual(expected);
  });

  test('hold in the other texts of a document, within reach', () => {
    const matcher = nameMatcher(recordsOf(names));
    const texts = ['ataxia telangiectasia ( A-T )', 'A-T', 'A-T'];
    const counts = (reach?: number) => matcher.matchAll(texts, { reach }).map((matches) => matches.length);
    expect(counts()).toEqual([2, 1, 1]);
    expect(counts(1)).toEqual([2, 1, 0]);
    expect(matcher.match('A-T')).toEqual([]);
  });
});

test('overlap policies', () => {
  const names = ['lung cancer', 'cancer', 'small cell lung cancer', 'cell'];
  const text = 'a small cell lung cancer';
  expect(found(names, text)).toEqual(['small cell lung cancer']);
  expect(found(names, text, 'all', { overlap: 'all' })).toEqual([
    ...['small cell lung cancer', 'cell', 'lung cancer', 'cancer'],
  ]);
  const typesOf = (concept: string) => [concept === 'C3' ? 'anatomy' : 'disease'];
  expect(found(names, text, 'all', { overlap: 'best-type', typesOf })).toEqual([
    'small cell lung cancer',
    'cell',
  ]);
});

test('names to drop are left out in every form, but rules still know them', () => {
  const matcher = nameMatcher(recordsOf(['tumour', 'breast tumour', 'ovarian tumour']), { drop: ['Tumors'] });
  const text = 'a tumour; breast and ovarian tumours';
  expect(matcher.match(text).map(({ start, end }) => text.slice(start, end))).toEqual([
    'breast and ovarian tumours',
  ]);
});

const word = fc.constantFrom(
  'aa',
  'bb',
  'Cc',
  'dd',
  'EE',
  'ff-gg',
  'tumours',
  "hh's",
  '(',
  ')',
  ',',
  'and',
  '.',
);
const phrase = fc.array(word, { minLength: 1, maxLength: 4 }).map((words) => words.join(' '));
const dictionaryOf = fc.array(phrase, { maxLength: 8 });
const sentence = fc.array(word, { maxLength: 14 }).map((words) => words.join(' '));
const some = fc.subarray([...switchesOf('all')]);

test('matches lie on token boundaries, in order, and do not overlap under longest', () => {
  fc.assert(
    fc.property(dictionaryOf, sentence, some, (names, text, switches) => {
      const starts = new Set(tokenise(text).map(({ start }) => start));
      const ends = new Set(tokenise(text).map(({ end }) => end));
      let last = 0;
      for (const { start, end, meanings } of nameMatcher(recordsOf(names), {
        normalisations: switches,
      }).match(text)) {
        expect(start).toBeGreaterThanOrEqual(last);
        expect(starts.has(start) && ends.has(end)).toBe(true);
        expect(meanings.length).toBeGreaterThan(0);
        last = end;
      }
    }),
  );
});

test('what is matched without rules is a name, and every name stands in a text of its own', () => {
  const switches = ['case', 'plural', 'hyphen', 'spelling', 'accents', 'greek'] as const;
  fc.assert(
    fc.property(dictionaryOf, sentence, (names, text) => {
      const matcher = nameMatcher(recordsOf(names), { normalisations: switches });
      for (const overlap of ['longest', 'all'] as const) {
        for (const { start, end, meanings } of matcher.match(text, { overlap })) {
          expect(matcher.lookup(text.slice(start, end))).toEqual(meanings);
        }
      }
      for (const name of names) expect(matcher.lookup(name.toUpperCase()).length).toBeGreaterThan(0);
    }),
  );
});

test('is leftmost longest, by brute force over plain words', () => {
  const plain = fc.constantFrom('aa', 'bb', 'cc');
  const name = fc.array(plain, { minLength: 1, maxLength: 3 });
  fc.assert(
    fc.property(fc.array(name, { maxLength: 6 }), fc.array(plain, { maxLength: 12 }), (lists, words) => {
      const names = lists.map((list) => list.join(' '));
      const all: string[] = [];
      const longest: string[] = [];
      let free = 0;
      for (let at = 0; at < words.length; at++) {
        const here = [1, 2, 3].flatMap((length) => {
          const text = words.slice(at, at + length).join(' ');
          return at + length <= words.length && names.includes(text) ? [text] : [];
        });
        all.push(...here);
        const best = here.at(-1);
        if (best === undefined || at < free) continue;
        longest.push(best);
        free = at + best.split(' ').length;
      }
      expect(found(names, words.join(' '), ['case'])).toEqual(longest);
      expect(found(names, words.join(' '), ['case'], { overlap: 'all' })).toEqual(all);
    }),
  );
});
