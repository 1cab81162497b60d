import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Span } from '../corpus/index.js';
import { align, type Preference } from './align.js';
import { findOverlaps } from './overlaps.js';
import { inOrder } from './spans.js';

const anySpans = fc
  .array(
    fc
      .tuple(fc.nat({ max: 12 }), fc.integer({ min: 1, max: 6 }), fc.constantFrom('A', 'B'))
      .map(([start, length, label]): Span => ({ start, end: start + length, label })),
    { maxLength: 5 },
  )
  .map(inOrder);

/** Gaps and lengths, so that nothing overlaps. */
const flatSpans = fc
  .array(fc.tuple(fc.nat({ max: 1 }), fc.integer({ min: 1, max: 4 }), fc.constantFrom('A', 'B')), {
    maxLength: 6,
  })
  .map((parts) => {
    let at = 0;
    return parts.map(([gap, length, label]): Span => {
      const start = at + gap;
      at = start + length;
      return { start, end: at, label };
    });
  });

const overlapOf = (one: Span, other: Span): number =>
  Math.min(one.end, other.end) - Math.max(one.start, other.start);
const isSameBounds = (one: Span, other: Span): boolean => one.start === other.start && one.end === other.end;

/** What a matching is worth, most important first. */
function worth(matches: readonly (readonly [Span, Span])[], preference: Preference): number[] {
  const sum = (of: (gold: Span, predicted: Span) => number): number =>
    matches.reduce((total, [gold, predicted]) => total + of(gold, predicted), 0);
  const same = (gold: Span, predicted: Span): boolean => gold.label === predicted.label;
  const tail = [sum(overlapOf), matches.length];
  if (preference === 'bounds') return [sum((g, p) => Number(isSameBounds(g, p))), ...tail];
  const identical = sum((g, p) => Number(isSameBounds(g, p) && same(g, p)));
  if (preference === 'identical') return [identical, ...tail];
  const alike = matches.filter(([gold, predicted]) => same(gold, predicted));
  return [identical, alike.reduce((total, [g, p]) => total + overlapOf(g, p), 0), alike.length, ...tail];
}

function isBetter(one: readonly number[], other: readonly number[]): boolean {
  const at = one.findIndex((value, index) => value !== other[index]);
  return at !== -1 && (one[at] ?? 0) > (other[at] ?? 0);
}

/** The best worth of all matchings, by trying each. */
function bestWorth(golds: readonly Span[], guesses: readonly Span[], preference: Preference): number[] {
  let best = worth([], preference);
  const extend = (at: number, free: readonly Span[], matches: readonly (readonly [Span, Span])[]): void => {
    const gold = golds[at];
    if (gold === undefined) {
      const own = worth(matches, preference);
      if (isBetter(own, best)) best = own;
      return;
    }
    extend(at + 1, free, matches);
    for (const guess of free) {
      if (overlapOf(gold, guess) > 0) {
        extend(
          at + 1,
          free.filter((other) => other !== guess),
          [...matches, [gold, guess]],
        );
      }
    }
  };
  extend(0, guesses, []);
  return best;
}

function matched(golds: readonly Span[], guesses: readonly Span[], preference: Preference) {
  return align(findOverlaps(golds, guesses), preference).map(
    ({ gold, predicted }) => [golds[gold] as Span, guesses[predicted] as Span] as const,
  );
}

const preferences = fc.constantFrom<Preference>('identical', 'bounds', 'label');

describe.each([
  ['flat', flatSpans],
  ['nested and crossing', anySpans],
])('%s spans', (_, spans) => {
  test('no matching is better: all of them tried', () => {
    fc.assert(
      fc.property(spans, spans, preferences, (golds, guesses, preference) => {
        const found = matched(golds, guesses, preference);
        expect(worth(found, preference)).toEqual(bestWorth(golds, guesses, preference));
      }),
      { numRuns: 1500 },
    );
  });

  test('each span is matched once at most, and only where it overlaps', () => {
    fc.assert(
      fc.property(spans, spans, preferences, (golds, guesses, preference) => {
        const found = matched(golds, guesses, preference);
        expect(new Set(found.map(([gold]) => gold)).size).toBe(found.length);
        expect(new Set(found.map(([, guess]) => guess)).size).toBe(found.length);
        expect(found.every(([gold, guess]) => overlapOf(gold, guess) > 0)).toBe(true);
      }),
    );
  });
});

test('a long chain of overlaps is matched in full', () => {
  const row = (from: number): Span[] =>
    Array.from({ length: 3000 }, (_, at) => ({ start: from + 4 * at, end: from + 4 * at + 4, label: 'A' }));
  expect(matched(row(0), row(1), 'label')).toHaveLength(3000);
});
