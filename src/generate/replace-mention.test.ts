import { describe, expect, test } from 'vitest';
import type { Sentence } from '../corpus/sentence.js';
import { tokenise } from '../corpus/tokenise.js';
import { replaceMention } from './replace-mention.js';
import type { TokenStyle } from './token-style.js';

/** A sentence out of text with its mentions in square brackets. */
function marked(text: string): Sentence {
  const pieces = text.split(/[[\]]/u);
  let at = 0;
  const spans = pieces.flatMap((piece, number) => {
    const start = at;
    at += piece.length;
    return number % 2 === 1 ? [{ start, end: at, label: 'Disease' }] : [];
  });
  const plain = pieces.join('');
  const origin = { kind: 'gold' as const, file: 'x', line: 1 };
  return { id: 's', text: plain, tokens: tokenise(plain), spans, origin };
}

function replaced(text: string, name: string, known?: string, style: TokenStyle = 'natural') {
  const sentence = marked(text);
  const [span] = sentence.spans;
  if (span === undefined) throw new Error('no mention');
  return replaceMention(sentence, span, { name, concept: 'T:1', known }, style);
}

describe('letter case', () => {
  test.each([
    ['[Ataxia] was seen.', 'gout', undefined, 'Gout was seen.'],
    ['[Ataxia] was seen.', 'mRNA disease', undefined, 'mRNA disease was seen.'],
    ['[Ataxia] was seen.', '2-oxo disease', undefined, '2-oxo disease was seen.'],
    ['[Ataxia] was seen.', 'β-thalassemia', undefined, 'β-thalassemia was seen.'],
    ['The [SLE] was seen.', 'lupus erythematosus', undefined, 'The lupus erythematosus was seen.'],
    ['The [SLE] was seen.', 'AIDS', undefined, 'The AIDS was seen.'],
    ['The [ataxia] was seen.', "Parkinson's disease", 'ataxia', "The Parkinson's disease was seen."],
    ['The [ataxia] was seen.', 'Hodgkin lymphoma', 'ataxia', 'The Hodgkin lymphoma was seen.'],
    ['The [ataxia] was seen.', 'Muscle weakness', 'Ataxia', 'The muscle weakness was seen.'],
    ['The [ataxia] was seen.', "Graves' disease", 'ataxia', "The Graves' disease was seen."],
    ['The [ataxia] was seen.', "Parkinson's sign", 'Ataxia', "The Parkinson's sign was seen."],
    ['The [ataxia] was seen.', 'EEG abnormality', 'Ataxia', 'The EEG abnormality was seen.'],
    ['the [ataxia] was seen.', "Parkinson's disease", 'ataxia', "the parkinson's disease was seen."],
  ])('%s ← %s', (text, name, known, expected) => {
    expect(replaced(text, name, known).text).toBe(expected);
  });
});

describe('the article', () => {
  test.each([
    ['This is a [gout] case.', 'ataxia', 'This is an ataxia case.'],
    ['This is an [ataxia] case.', 'MRI finding', 'This is an MRI finding case.'],
    ['This is an [ataxia] case.', 'unilateral ataxia', 'This is a unilateral ataxia case.'],
    ['A [gout] case.', 'ataxia', 'An ataxia case.'],
    ['An [ataxia] case.', 'gout', 'A gout case.'],
    ['Of hepatitis a [ulcer] came.', 'gout', 'Of hepatitis a gout came.'],
    ['The vitamin A [deficiency] case.', 'ataxia', 'The vitamin A ataxia case.'],
    ['The vitamin-a [deficiency] case.', 'ataxia', 'The vitamin-a ataxia case.'],
    ['An [ataxia] case and a [gout] case.', 'gout', 'A gout case and a gout case.'],
  ])('%s ← %s', (text, name, expected) => {
    const { text: made, spans, tokens } = replaced(text, name);
    expect(made).toBe(expected);
    expect(made.slice(spans[0]?.start, spans[0]?.end)).toBe(name);
    expect(tokens).toEqual(tokenise(made));
  });
});

test('in spaced text the name is spaced, too', () => {
  const { text, spans, tokens } = replaced(
    'The [gout] gene .',
    "ataxia-telangiectasia's kin",
    undefined,
    'spaced',
  );
  expect(text).toBe("The ataxia - telangiectasia ' s kin gene .");
  expect(text.slice(spans[0]?.start, spans[0]?.end)).toBe("ataxia - telangiectasia ' s kin");
  expect(tokens).toEqual(tokenise(text));
});

test('a token that reaches over the edge keeps its part outside', () => {
  const sentence = {
    ...marked('Anti-[gout]-like drug'),
    tokens: [
      { start: 0, end: 14 },
      { start: 15, end: 19 },
    ],
  };
  const [span] = sentence.spans;
  if (span === undefined) throw new Error('no mention');
  const made = replaceMention(sentence, span, { name: 'ataxia', concept: 'T:1', known: undefined }, 'words');
  expect(made.tokens.map(({ start, end }) => made.text.slice(start, end))).toEqual([
    'Anti-',
    'ataxia',
    '-like',
    'drug',
  ]);
});
