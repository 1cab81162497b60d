import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nameKey, words } from './normalise.js';

test.each([
  ['Ataxia-Telangiectasia', 'ataxia telangiectasia'],
  ['ataxia - telangiectasia', 'ataxia telangiectasia'],
  ["Parkinson's disease", 'parkinsons disease'],
  ["Parkinson ' s disease", 'parkinsons disease'],
  ['Parkinson’s  disease', 'parkinsons disease'],
  ['diabetes mellitus, type 2', 'diabetes mellitus type 2'],
  ['ﬁbrosis (cystic)', 'fibrosis cystic'],
  ["5'-nucleotidase", '5 nucleotidase'],
  ['Ca2+ channel', 'ca2 + channel'],
  ['SJÖGREN', 'sjögren'],
  ['SJO\u0308GREN', 'sjögren'],
  ['   ', ''],
])('%s', (name, key) => {
  expect(nameKey(name)).toBe(key);
});

test.each([
  ['e-', 'e'],
  ['A-T', 'AT'],
  ['A-T', 'A T'],
  ['C+', 'C-'],
  ['nonsmall', 'non-small'],
])('%s is not %s', (one, other) => {
  expect(nameKey(one)).not.toBe(nameKey(other));
});

const name = fc.array(fc.constantFrom('a', 'Bc', 'déf', '12', "'s", '-', ' - ', ', ', ' ', '+', '('), {
  maxLength: 12,
});

test('a key is its own key, whatever the case', () => {
  fc.assert(
    fc.property(name, (parts) => {
      const text = parts.join('');
      const key = nameKey(text);
      expect(nameKey(text.toUpperCase())).toBe(key);
      if (!text.includes("'")) expect(nameKey(key)).toBe(key);
    }),
  );
});

test('words lie in order inside the text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      let end = 0;
      for (const word of words(text)) {
        expect(word.start).toBeGreaterThanOrEqual(end);
        expect(word.end).toBeGreaterThan(word.start);
        end = word.end;
      }
      expect(end).toBeLessThanOrEqual(text.length);
    }),
  );
});
