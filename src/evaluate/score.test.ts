import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Sentence, Span } from '../corpus/index.js';
import type { Pair } from './pair.js';
import { countAll, reportOf } from './report.js';
import { countPairs } from './score.js';
import type { Tally } from './tally.js';

const TEXT = 'a b c d e f g h i j';
const tokens = Array.from({ length: 10 }, (_, at) => ({ start: 2 * at, end: 2 * at + 1 }));
/** From token to token, one past the last. */
const at = (first: number, end: number, label = 'A', concept?: string): Span => ({
  start: 2 * first,
  end: 2 * end - 1,
  label,
  ...(concept !== undefined && { concept }),
});

function sentence(spans: readonly Span[], id = 's', document?: string): Sentence {
  const place = document === undefined ? {} : { document: { id: document, start: 0 } };
  return { id, text: TEXT, tokens, spans, origin: { kind: 'gold', file: 'made-up', line: 1 }, ...place };
}
const pair = (gold: readonly Span[], predicted: readonly Span[], id = 's', document?: string): Pair => ({
  gold: sentence(gold, id, document),
  predicted: sentence(predicted, id, document),
});

function tallies(pairs: readonly Pair[]): Record<string, number[]> {
  const five = ({ correct, partial, incorrect, missed, spurious }: Tally): number[] => [
    correct,
    partial,
    incorrect,
    missed,
    spurious,
  ];
  return Object.fromEntries(
    countPairs(pairs).counts.map(({ measure, total }) => [measure.name, five(total)]),
  );
}

describe('one sentence: correct, partial, incorrect, missed, spurious', () => {
  test.each<[string, Span[], Span[], Record<string, number[]>]>([
    [
      'another label over other boundaries',
      [at(0, 2)],
      [at(0, 3, 'B')],
      {
        strict: [0, 0, 0, 1, 1],
        'semeval.strict': [0, 0, 1, 0, 0],
        'semeval.exact': [0, 0, 1, 0, 0],
        'semeval.partial': [0, 1, 0, 0, 0],
        'semeval.type': [0, 0, 1, 0, 0],
        relaxed: [0, 0, 0, 1, 1],
        token: [0, 0, 0, 2, 3],
      },
    ],
    [
      'the same boundaries under two labels',
      [at(0, 2), at(0, 2, 'B')],
      [at(0, 2, 'B')],
      {
        strict: [1, 0, 0, 1, 0],
        'semeval.strict': [1, 0, 0, 1, 0],
        'semeval.exact': [1, 0, 0, 1, 0],
        'semeval.type': [1, 0, 0, 1, 0],
        token: [2, 0, 0, 2, 0],
      },
    ],
    [
      'a nested mention is no partner of the outer one that is found',
      [at(0, 4), at(1, 2)],
      [at(0, 4)],
      { strict: [1, 0, 0, 1, 0], 'semeval.partial': [1, 0, 0, 1, 0], relaxed: [1, 0, 0, 1, 0] },
    ],
    [
      'one span for two mentions is right once',
      [at(0, 2), at(2, 4)],
      [at(0, 4)],
      { relaxed: [1, 0, 0, 1, 0], 'semeval.partial': [0, 1, 0, 1, 0], token: [4, 0, 0, 0, 0] },
    ],
    [
      'type prefers the label to the longer overlap',
      [at(0, 6)],
      [at(0, 5, 'B'), at(5, 6)],
      { 'semeval.type': [1, 0, 0, 0, 1], 'semeval.strict': [0, 0, 1, 0, 1] },
    ],
  ])('%s', (_, gold, predicted, expected) => {
    expect(tallies([pair(gold, predicted)])).toMatchObject(expected);
  });
});

/**
 * nervaluate 1.2.1 goes through both lists in their order and lets a predicted span take the first gold span that it
 * overlaps (MantisAI/nervaluate#40). The figures of its `strict` for these two lists are
 *
 *     gold A 0–2, A 2–4; predicted A 1–3, A 3–4:        2 incorrect
 *     gold A 2–4, A 0–2; predicted A 1–3, A 3–4:        1 incorrect, 1 missed, 1 spurious
 *
 * because in the second the span 1–3 takes 2–4, and 3–4 finds nothing left. Here both orders give the first.
 */
test("where nervaluate's counts depend on the order of the lists, ours are of the best matching", () => {
  const [gold, predicted] = [
    [at(0, 2), at(2, 4)],
    [at(1, 3), at(3, 4)],
  ];
  for (const list of [gold, gold.toReversed()]) {
    expect(tallies([pair(list, predicted)])['semeval.strict']).toEqual([0, 0, 2, 0, 0]);
  }
});

const span = fc
  .tuple(
    fc.nat({ max: 7 }),
    fc.integer({ min: 1, max: 3 }),
    fc.constantFrom('A', 'B', 'C'),
    fc.constantFrom('1', '2', '3'),
  )
  .map(([first, length, label, concept]) => at(first, first + length, label, concept));
const spans = fc.array(span, { maxLength: 6 });
const pairs = fc
  .array(fc.tuple(spans, spans), { minLength: 1, maxLength: 5 })
  .map((all) => all.map(([gold, predicted], number) => pair(gold, predicted, `s-${number}`)));

describe('laws', () => {
  test('the order of sentences, of gold and of predicted spans changes no figure', () => {
    fc.assert(
      fc.property(pairs, fc.infiniteStream(fc.nat()), (all, order) => {
        const shuffled = <T>(items: readonly T[]): T[] =>
          items
            .map((item) => [order.next().value ?? 0, item] as const)
            .sort(([a], [b]) => a - b)
            .map(([, item]) => item);
        const turned = shuffled(all).map(({ gold, predicted }) => ({
          gold: { ...gold, spans: shuffled(gold.spans) },
          predicted: { ...predicted, spans: shuffled(predicted.spans) },
        }));
        const report = (list: readonly Pair[]) => reportOf(countAll(list), { seed: 1, resamples: 0 });
        expect(report(turned)).toEqual(report(all));
      }),
    );
  });

  test('gold against itself is perfect by every measure', () => {
    fc.assert(
      fc.property(pairs, (all) => {
        const same = all.map(({ gold }) => ({ gold, predicted: gold }));
        for (const { total } of countPairs(same).counts) {
          expect(total).toMatchObject({ partial: 0, incorrect: 0, missed: 0, spurious: 0 });
        }
      }),
    );
  });

  test('a laxer measure never finds less', () => {
    fc.assert(
      fc.property(pairs, (all) => {
        const counted = tallies(all);
        const correct = (name: string): number => counted[name]?.[0] ?? 0;
        expect(correct('semeval.strict')).toBe(correct('strict'));
        expect(correct('semeval.exact')).toBeGreaterThanOrEqual(correct('strict'));
        expect(correct('semeval.type')).toBeGreaterThanOrEqual(correct('strict'));
        expect(correct('relaxed')).toBe(correct('semeval.type'));
      }),
    );
  });

  test('units add up to the whole', () => {
    fc.assert(
      fc.property(pairs, (all) => {
        for (const { total, units } of countPairs(all).counts) {
          const sum = (values: Float64Array): number => values.reduce((one, other) => one + other, 0);
          expect(sum(units.credit)).toBe(total.correct + total.partial / 2);
          expect(sum(units.gold)).toBe(total.correct + total.partial + total.incorrect + total.missed);
        }
      }),
    );
  });
});

describe('concepts', () => {
  const scores = (list: readonly Pair[]) => reportOf(countAll(list), { seed: 1, resamples: 0 }).concept;

  test('sets of ids by document: repetition and place are of no account', () => {
    const list = [
      pair([at(0, 1, 'A', 'D1'), at(2, 3, 'A', 'D1|D2')], [at(5, 6, 'A', 'MESH:D1')], 's-1', 'd'),
      pair([at(0, 1, 'A', '-1')], [at(0, 1, 'A', 'D2'), at(4, 5, 'A', 'D3')], 's-2', 'd'),
    ];
    expect(scores(list)).toMatchObject({ gold: 2, predicted: 3, correct: 2 });
  });

  test('without ids on either side there is nothing to say', () => {
    expect(scores([pair([at(0, 1)], [at(0, 1)])])).toBeNull();
    expect(scores([pair([at(0, 1, 'A', 'D1')], [at(0, 1)])])).toBeNull();
    expect(scores([pair([at(0, 1, 'A', 'D1')], [])])).toMatchObject({ gold: 1, predicted: 0, f1: 0 });
  });
});
