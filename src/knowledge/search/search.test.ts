import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { withTestKnowledgeBase } from '../testing.js';
import { editDistance } from './edit-distance.js';
import { decodeSection, encodeSections, intersect } from './postings.js';

const TERMS: Readonly<Record<string, readonly string[]>> = {
  'T:1': ['heart attack', 'myocardial infarction'],
  'T:2': ['heart attack syndrome'],
  'T:3': ['attack of the heart', 'Sjögren syndrome'],
  'T:4': ['panic attack'],
  'T:5': ['ataxia telangiectasia'],
};

const obo = Object.entries(TERMS)
  .map(([id, [name, ...synonyms]]) => {
    const lines = synonyms.map((text) => `synonym: "${text}" EXACT []\n`).join('');
    return `[Term]\nid: ${id}\nname: ${name}\n${lines}`;
  })
  .join('\n');

const ids = (query: string, limit = 10): Promise<string[]> =>
  withTestKnowledgeBase(obo, (kb) =>
    kb.search(query, limit).map(({ id, kind, edits }) => `${id} ${kind}${edits > 0 ? ` ${edits}` : ''}`),
  );

describe('search', () => {
  test.each([
    ['Heart-Attack', ['T:1 exact', 'T:2 prefix', 'T:3 words']],
    ['heart att', ['T:1 prefix', 'T:2 prefix', 'T:3 words']],
    ['attack heart', ['T:1 words', 'T:2 words', 'T:3 words']],
    ['heart atack', ['T:1 similar 1', 'T:2 similar 1', 'T:3 similar 1']],
    ['haert attack', ['T:1 similar 1', 'T:2 similar 1', 'T:3 similar 1']],
    ['ataxia telangectazia', ['T:5 similar 2']],
    ['sjogren', ['T:3 words']],
    ['syndrome sjögr', ['T:3 words']],
    ['', []],
    ['%', []],
    ['nothing alike', []],
    ["'; DROP TABLE name; --", []],
  ])('%s', async (query, expected) => {
    expect(await ids(query)).toEqual(expected);
  });

  test('keeps to the limit', async () => {
    expect(await ids('heart attack', 2)).toEqual(['T:1 exact', 'T:2 prefix']);
  });
});

test('every word of a name, and every word but a letter, finds its concept', async () => {
  await withTestKnowledgeBase(obo, (kb) => {
    for (const [id, names] of Object.entries(TERMS)) {
      for (const word of names.flatMap((name) => name.split(' ')).filter(({ length }) => length > 5)) {
        for (const typed of [word, word.slice(0, -1), word.slice(1), `${word}x`]) {
          expect(kb.search(typed, 50).map((hit) => hit.id)).toContain(id);
        }
      }
    }
  });
});

const ascending = fc.uniqueArray(fc.nat(100_000)).map((list) => list.sort((a, b) => a - b));

test('sections come back as they went in', () => {
  fc.assert(
    fc.property(ascending, ascending, (one, two) => {
      const bytes = encodeSections([
        { length: 1, names: one },
        { length: 3, names: two },
      ]);
      for (const [length, expected] of [[1, one] as const, [2, []] as const, [3, two] as const]) {
        const names: number[] = [];
        decodeSection(bytes, length, names);
        expect(names).toEqual(expected);
      }
    }),
  );
});

test('intersection, by brute force', () => {
  fc.assert(
    fc.property(fc.array(ascending, { minLength: 1, maxLength: 3 }), (lists) => {
      const [first = [], ...rest] = lists;
      expect([...intersect(lists)]).toEqual(
        first.filter((number) => rest.every((list) => list.includes(number))),
      );
    }),
  );
});

const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 6 });

test('edit distance is symmetric, zero for equal words, one for one edit, capped', () => {
  fc.assert(
    fc.property(word, word, fc.nat(5), (a, b, at) => {
      expect(editDistance(a, b, 9)).toBe(editDistance(b, a, 9));
      expect(editDistance(a, b, 1)).toBe(Math.min(editDistance(a, b, 9), 2));
      expect(editDistance(a, a, 2)).toBe(0);
      expect(editDistance(a, `${a.slice(0, at)}x${a.slice(at)}`, 2)).toBe(1);
    }),
  );
  expect(editDistance('abcd', 'abdc', 2)).toBe(1);
});
