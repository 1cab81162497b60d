import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Sentence } from '../../corpus/sentence.js';
import { withTestKnowledgeBase } from '../../knowledge/testing.js';
import { EYE_OBO, labelled, SHOTS } from '../prompting/testing.js';
import { type FilterSettings, runFilters } from './index.js';
import { nearIndex } from './near-index.js';
import { selfBleu } from './self-bleu.js';
import { jaccard, shinglesOf } from './shingles.js';

const made = (...texts: string[]): Sentence[] =>
  texts.map((text, at) => {
    const sentence = labelled(`s${at + 1}`, text);
    const origin = {
      kind: 'generated',
      preset: 'own',
      model: 'm',
      requests: [],
      seed: 1,
      alignment: [],
    } as const;
    return { ...sentence, origin: { ...origin, source: `few-${at % 2}`, passed: ['length'] } };
  });

async function run(sentences: readonly Sentence[], settings: FilterSettings) {
  const report = await runFilters(sentences, settings);
  return {
    ...report,
    ids: report.kept.map(({ id }) => id),
    gone: report.removed.map(({ sentence, detail }) => `${sentence.id}: ${detail}`),
  };
}

const LONG = 'In this study of forty men with [gout|D] the joint of the great toe was always swollen';

test('duplicates: the later one goes, with the one it is like', async () => {
  const { ids, gone, filters } = await run(
    made(`${LONG}.`, 'Another sentence.', `${LONG.toUpperCase()}!`, `${LONG} first.`),
    {
      duplicates: { least: 0.8 },
    },
  );
  expect(ids).toEqual(['s1', 's2']);
  expect(gone).toEqual(['s3: like s1 (1.00)', 's4: like s1 (0.94)']);
  expect(filters).toEqual([{ filter: 'duplicates', removed: 2, note: undefined }]);
});

test('leak: nothing that is in the held-out sentences', async () => {
  const heldOut = [{ ...labelled('test-9', LONG) }];
  const { ids, gone } = await run(made(`${LONG}.`, 'Another sentence.'), { leak: { heldOut, least: 0.8 } });
  expect([ids, gone]).toEqual([['s2'], ['s1: like test-9 of the held-out sentences (1.00)']]);
});

test('concepts: only what the knowledge base or a shot has, with the nearest name', async () => {
  await withTestKnowledgeBase(EYE_OBO, async (kb) => {
    const sentences = made(
      'A [Red-Eye|Disease] here.',
      'A [gout|Disease] here.',
      'A [red eyebrow|Disease] here.',
      'A [zzz|D].',
    );
    const { ids, gone } = await run(sentences, { concepts: { kb, shots: SHOTS } });
    expect(ids).toEqual(['s1', 's2']);
    expect(gone).toEqual(['s3: "red eyebrow" is unknown; nearest: "red eye"', 's4: "zzz" is unknown']);
  });
});

test('diversity: not what is put together from the sentences before it', async () => {
  const sentences = made('a b c d e f g h', 'i j k l m n o p', 'a b c d e l m n o p');
  expect((await run(sentences, { diversity: { most: 0.7 } })).ids).toEqual(['s1', 's2']);
});

test('agreement: the tagger finds the same spans', async () => {
  const sentences = made('A [gout|D] here.', 'A [mumps|D] and [gout|D].', 'A [mumps|D].');
  const tagger = {
    async *tag(given: readonly Sentence[]) {
      for (const { text } of given) {
        const start = text.indexOf('gout');
        yield start === -1 ? [] : [{ start, end: start + 4, label: 'D' }];
      }
    },
  };
  const { ids, gone } = await run(sentences, { agreement: { tagger, least: 0.6 } });
  expect([ids, gone]).toEqual([['s1', 's2'], ['s3: the tagger finds nothing: F1 0.00']]);
});

describe('balance', () => {
  test('takes from every mention in turn; the same seed, the same choice', async () => {
    const sentences = made('a', 'b', 'c', 'd', 'e', 'f');
    const { ids, kept, filters } = await run(sentences, { balance: { count: 4, seed: 1 } });
    expect(ids).toHaveLength(4);
    expect(ids.filter((id) => Number(id.slice(1)) % 2 === 0)).toHaveLength(2);
    expect((await run(sentences, { balance: { count: 4, seed: 1 } })).ids).toEqual(ids);
    expect(filters[0]?.note).toBeUndefined();
    expect(kept[0]?.origin).toMatchObject({ passed: ['length', 'balance'] });
  });

  test('says what is missing', async () => {
    const { filters } = await run(made('a'), { balance: { count: 3, seed: 1 } });
    expect(filters).toEqual([{ filter: 'balance', removed: 0, note: '2 fewer than the 3 asked for' }]);
  });
});

test('without a switch nothing is taken out, whatever comes', async () => {
  const sentences = made(LONG, LONG);
  expect((await runFilters(sentences, {})).kept).toEqual(sentences);
});

const words = fc.array(fc.constantFrom('red', 'eye', 'gout', 'was', 'seen', 'in', 'men', '.'), {
  minLength: 1,
  maxLength: 12,
});
const text = words.map((list) => list.join(' '));

describe('laws', () => {
  test('what the index calls alike is alike, and a copy is always found', () => {
    fc.assert(
      fc.property(fc.array(text, { minLength: 1, maxLength: 8 }), text, (texts, asked) => {
        const index = nearIndex();
        for (const [at, one] of texts.entries()) index.add(String(at), one);
        const found = index.nearest(asked, 0.8);
        const best = Math.max(...texts.map((one) => jaccard(shinglesOf(one), shinglesOf(asked))));
        if (found !== undefined) expect(found.similarity).toBe(best);
        if (best === 1) expect(found?.similarity).toBe(1);
      }),
    );
  });

  test('of pairs at 0.8 and above the index finds nearly all', () => {
    let near = 0;
    let found = 0;
    for (let number = 0; number < 400; number++) {
      const list = Array.from({ length: 40 }, (_, at) => `w${number}x${at}`);
      const index = nearIndex();
      index.add('a', list.join(' '));
      const other = [...list.slice(0, 36), 'other'].join(' ');
      if (jaccard(shinglesOf(list.join(' ')), shinglesOf(other)) >= 0.8) near++;
      if (index.nearest(other, 0.8) !== undefined) found++;
    }
    expect(near).toBe(400);
    expect(found).toBeGreaterThanOrEqual(396);
  });

  test('self-BLEU is between 0 and 1, does not ask for the order, and is 1 for copies', () => {
    fc.assert(
      fc.property(fc.array(text, { minLength: 2, maxLength: 6 }), (texts) => {
        const score = selfBleu(texts) ?? Number.NaN;
        expect(score).toBeGreaterThanOrEqual(0);
        expect(score).toBeLessThanOrEqual(1);
        expect(selfBleu(texts.toReversed())).toBeCloseTo(score, 12);
      }),
    );
    expect(selfBleu(['a b c d e', 'a b c d e'])).toBeCloseTo(1, 12);
    expect(selfBleu(['one'])).toBeUndefined();
  });

  test('self-BLEU equals the definition written out', () => {
    const texts = ['the cat sat on the mat', 'the cat lay on a mat', 'dogs sat on the mat today'];
    const naive = texts.map((own, at) => {
      const grams = (line: string, size: number) => {
        const list = line.split(' ');
        return list
          .slice(0, list.length - size + 1)
          .map((_, from) => list.slice(from, from + size).join(' '));
      };
      const count = (list: readonly string[], gram: string) => list.filter((one) => one === gram).length;
      const logs = [1, 2, 3, 4].map((size) => {
        const all = grams(own, size);
        const others = texts.filter((_, other) => other !== at).map((line) => grams(line, size));
        const matched = [...new Set(all)].reduce(
          (sum, gram) =>
            sum + Math.min(count(all, gram), Math.max(...others.map((list) => count(list, gram)))),
          0,
        );
        return Math.log((matched || 0.1) / all.length);
      });
      return Math.exp(logs.reduce((sum, log) => sum + log) / 4);
    });
    expect(selfBleu(texts)).toBeCloseTo(naive.reduce((sum, score) => sum + score) / 3, 12);
  });
});
