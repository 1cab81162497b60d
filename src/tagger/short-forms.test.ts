import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Sentence, Span } from '../corpus/sentence.js';
import { tokenise } from '../corpus/tokenise.js';
import { spreadShortForms, withShortForms } from './short-forms.js';

/** Sentences of one document, or of none; `[disease]` is a mention. */
function sentencesOf(texts: readonly string[], document?: string): Sentence[] {
  return texts.map((marked, at) => {
    const spans: Span[] = [];
    const text = marked.replace(/\[([^\]]+)\]/g, (_, mention: string, offset: number) => {
      const start = offset - 2 * spans.length;
      spans.push({ start, end: start + mention.length, label: 'D', score: 0.9 });
      return mention;
    });
    return {
      ...{ id: `s${at}`, text, spans, tokens: tokenise(text) },
      ...(document !== undefined && { document: { id: document, start: 0 } }),
      origin: { kind: 'gold', file: 'x', line: 1 },
    };
  });
}

const surfaces = (sentences: readonly Sentence[]): string[][] =>
  sentences.map(({ text, spans }) => spans.map(({ start, end }) => text.slice(start, end)));

const EXPLAINED = 'She has [ataxia telangiectasia] (AT).';

describe('spreadShortForms', () => {
  test.each([
    ['the bracket and later uses', [EXPLAINED, 'AT is rare.'], [['ataxia telangiectasia', 'AT'], ['AT']]],
    ['earlier uses in the document', ['AT?', EXPLAINED], [['AT'], ['ataxia telangiectasia', 'AT']]],
    ['plurals', [EXPLAINED, 'Two ATs.'], [['ataxia telangiectasia', 'AT'], ['ATs']]],
    [
      'not within a word or a larger mention',
      [EXPLAINED, 'ATM and [late AT disease].'],
      [['ataxia telangiectasia', 'AT'], ['late AT disease']],
    ],
    [
      'over a mention that is a part of it',
      ['[ataxia telangiectasia] (A-T).', '[A]-T.'],
      [['ataxia telangiectasia', 'A-T'], ['A-T']],
    ],
    [
      'a long form that the mention goes beyond',
      ['[ataxia telangiectasia (AT) syndrome].', 'AT.'],
      [['ataxia telangiectasia (AT) syndrome'], ['AT']],
    ],
    [
      'a short form of something else goes',
      ['Antithrombin (AT) helps [gout].', '[AT] and [AT disease].'],
      [['gout'], ['AT disease']],
    ],
    ['nothing that is not explained', ['[Gout] (AT).', 'AT.'], [['Gout'], []]],
  ])('%s', (_, texts, expected) => {
    expect(surfaces(spreadShortForms(sentencesOf(texts, 'd')))).toEqual(expected);
  });

  test('label and score are those of the long form', () => {
    const [, later] = spreadShortForms(sentencesOf([EXPLAINED, 'AT is rare.'], 'd'));
    expect(later?.spans).toEqual([{ start: 0, end: 2, label: 'D', score: 0.9 }]);
  });

  test('documents do not know of each other; rows without one reach 15 rows on', () => {
    const here = sentencesOf([EXPLAINED], 'd');
    const there = sentencesOf(['AT is rare.'], 'e');
    expect(surfaces(spreadShortForms([...here, ...there]))[1]).toEqual([]);
    const rows = [EXPLAINED, ...Array.from({ length: 16 }, () => 'AT is rare.')];
    const found = surfaces(spreadShortForms(sentencesOf(['AT.', ...rows])));
    expect(found.map((spans) => spans.length)).toEqual([0, 2, ...Array.from({ length: 15 }, () => 1), 0]);
  });

  const WORDS = [
    'ataxia',
    'telangiectasia',
    '(AT)',
    '(A-T)',
    'AT',
    'A-T',
    'ATs',
    'at',
    '[AT]',
    '[ataxia]',
    '.',
  ];
  const text = fc.array(fc.constantFrom(...WORDS, '[ataxia telangiectasia]', 'AT/RT,'), { maxLength: 8 });
  const texts = fc.array(
    text.map((words) => words.join(' ')),
    { maxLength: 6 },
  );

  test('mentions stay on tokens, in order and apart; those that no short form is part of stay as they are', () => {
    fc.assert(
      fc.property(texts, fc.constantFrom('d', undefined), (some, document) => {
        const before = sentencesOf(some, document);
        const once = spreadShortForms(before);
        for (const { spans, tokens } of once) {
          for (const [at, { start, end }] of spans.entries()) {
            expect(tokens.some((token) => token.start === start)).toBe(true);
            expect(tokens.some((token) => token.end === end)).toBe(true);
            expect(start).toBeGreaterThanOrEqual(spans[at - 1]?.end ?? 0);
          }
        }
        for (const [at, { text, spans }] of before.entries()) {
          const others = spans.filter(({ start, end }) => !/^A-?Ts?$/.test(text.slice(start, end)));
          expect(once[at]?.spans).toEqual(expect.arrayContaining(others));
        }
      }),
    );
  });
});

test('withShortForms spreads what a tagger finds', async () => {
  const said = sentencesOf([EXPLAINED, 'AT is rare.'], 'd');
  const tagger = withShortForms({
    labels: ['D'],
    async *tag(sentences) {
      for (const at of sentences.keys()) yield said[at]?.spans ?? [];
    },
    close: async () => {},
  });
  const found: number[] = [];
  for await (const spans of tagger.tag(said.map((sentence) => ({ ...sentence, spans: [] }))))
    found.push(spans.length);
  expect(found).toEqual([2, 1]);
});
