import { expect, test } from 'vitest';
import type { Document } from './document.js';
import { unknownTokens } from './unknown.js';
import { documentOf, sentencesOf } from './views.js';

const document: Document = {
  ...{ id: 'd', text: 'One two three. Four five.', spans: [] },
  unknown: [
    { start: 5, end: 6 },
    { start: 8, end: 19 },
  ],
  origin: { kind: 'gold', file: 'x', line: 1 },
};

test('sentences keep their share of unknown stretches', () => {
  const sentences = sentencesOf(document);
  expect(sentences.map(({ unknown }) => unknown)).toEqual([
    [
      { start: 5, end: 6 },
      { start: 8, end: 14 },
    ],
    [{ start: 0, end: 4 }],
  ]);
  for (const sentence of sentences) expect(sentencesOf(documentOf(sentence))).toEqual([sentence]);
});

test('a token is unknown that an unknown stretch touches', () => {
  expect(sentencesOf(document).map(unknownTokens)).toEqual([
    [false, true, true, true],
    [true, false, false],
  ]);
  expect(unknownTokens({ tokens: [{ start: 0, end: 2 }] })).toEqual([false]);
});
