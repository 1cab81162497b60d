import fc from 'fast-check';
import { expect, test } from 'vitest';
import { settle } from './settle.js';
import { candidatesOf } from './votes.js';

const claim = (start: number, end: number, kind = 'claim') => ({ start, end, label: 'D', kind });

test('each teacher votes for its claims, against what they cross, and is silent elsewhere', () => {
  const candidates = candidatesOf([[claim(0, 4), claim(8, 9)], [claim(2, 4)], undefined]);
  expect(candidates.map(({ start, end, votes }) => [start, end, ...votes])).toEqual([
    [0, 4, '+claim', 'x', '?'],
    [2, 4, 'x', '+claim', '?'],
    [8, 9, '+claim', '-', '?'],
  ]);
});

test('what is neither sure nor out of the question is in doubt, and mentions do not overlap', () => {
  const candidate = fc
    .record({
      start: fc.integer({ min: 0, max: 30 }),
      size: fc.integer({ min: 1, max: 8 }),
      probability: fc.double({ min: 0, max: 1, noNaN: true }),
    })
    .map(({ start, size, probability }) => ({
      start,
      end: start + size,
      label: 'D',
      votes: [],
      probability,
    }));
  fc.assert(
    fc.property(fc.array(candidate, { maxLength: 12 }), (candidates) => {
      const { spans, doubtful } = settle(candidates, { upper: 0.7, lower: 0.2 });
      for (const [at, span] of spans.entries()) {
        expect(span.score).toBeGreaterThanOrEqual(0.7);
        if (at > 0) expect(span.start).toBeGreaterThanOrEqual(spans[at - 1]?.end ?? 0);
      }
      const lost = candidates.filter(({ probability }) => probability > 0.2).length;
      expect(spans.length + doubtful.length).toBe(lost);
    }),
  );
});
