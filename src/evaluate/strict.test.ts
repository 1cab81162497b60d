import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Span } from '../corpus/sentence.js';
import { type SpanPair, scoreStrict } from './strict.js';

const span: fc.Arbitrary<Span> = fc
  .record({
    start: fc.nat({ max: 4 }),
    length: fc.integer({ min: 1, max: 3 }),
    label: fc.constantFrom('A', 'B'),
  })
  .map(({ start, length, label }) => ({ start, end: start + length, label }));
const spans = fc.array(span, { maxLength: 6 }).map((all) => ({ spans: all }));
const pairs = fc.array(fc.record({ gold: spans, predicted: spans }), { maxLength: 5 });

const swap = ({ gold, predicted }: SpanPair): SpanPair => ({ gold: predicted, predicted: gold });

test('a fraction of nothing is 0', () => {
  const nothing = { precision: 0, recall: 0, f1: 0, gold: 0, predicted: 0, correct: 0 };
  expect(scoreStrict([])).toEqual({ strict: nothing, labels: {} });
  const one = { spans: [{ start: 0, end: 1, label: 'A' }] };
  expect(scoreStrict([{ gold: one, predicted: { spans: [] } }]).strict).toEqual({ ...nothing, gold: 1 });
  expect(scoreStrict([{ gold: { spans: [] }, predicted: one }]).strict).toEqual({ ...nothing, predicted: 1 });
});

test('a span counts once in its own sentence and nowhere else', () => {
  const a = { start: 0, end: 1, label: 'A' };
  const twice = scoreStrict([{ gold: { spans: [a] }, predicted: { spans: [a, { ...a, score: 0.5 }] } }]);
  expect(twice.strict).toMatchObject({ gold: 1, predicted: 1, correct: 1 });
  const elsewhere = scoreStrict([
    { gold: { spans: [a] }, predicted: { spans: [] } },
    { gold: { spans: [] }, predicted: { spans: [a] } },
  ]);
  expect(elsewhere.strict).toMatchObject({ gold: 1, predicted: 1, correct: 0 });
});

describe('laws', () => {
  test('swapping gold and predicted swaps precision and recall and keeps F1', () => {
    fc.assert(
      fc.property(pairs, (all) => {
        const { strict } = scoreStrict(all);
        const swapped = scoreStrict(all.map(swap)).strict;
        expect([swapped.precision, swapped.recall]).toEqual([strict.recall, strict.precision]);
        expect(swapped.f1).toBeCloseTo(strict.f1, 12);
      }),
    );
  });

  test('the order of sentences and of spans is of no account', () => {
    fc.assert(
      fc.property(pairs, (all) => {
        const turned = all
          .map(({ gold, predicted }) => ({
            gold: { spans: gold.spans.toReversed() },
            predicted: { spans: predicted.spans.toReversed() },
          }))
          .reverse();
        expect(scoreStrict(turned)).toEqual(scoreStrict(all));
      }),
    );
  });

  test("the labels' counts add up to the whole, and everything lies in [0, 1]", () => {
    fc.assert(
      fc.property(pairs, (all) => {
        const { strict, labels } = scoreStrict(all);
        for (const key of ['gold', 'predicted', 'correct'] as const) {
          expect(Object.values(labels).reduce((total, one) => total + one[key], 0)).toBe(strict[key]);
        }
        for (const { precision, recall, f1 } of [strict, ...Object.values(labels)]) {
          expect(Math.min(precision, recall, f1)).toBeGreaterThanOrEqual(0);
          expect(Math.max(precision, recall, f1)).toBeLessThanOrEqual(1);
        }
      }),
    );
  });

  test('F1 is twice the correct over gold and predicted together', () => {
    fc.assert(
      fc.property(pairs, (all) => {
        const { f1, correct, gold, predicted } = scoreStrict(all).strict;
        expect(f1).toBeCloseTo(gold + predicted === 0 ? 0 : (2 * correct) / (gold + predicted), 12);
      }),
    );
  });
});
