import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type AbstractTransitions,
  countTransitions,
  projectTransitions,
  UNKNOWN,
} from './abstract-transitions.js';
import { TEMPERATURES } from './tune.js';

/** The counts as strings of two classes' relation, one by one. */
function slowCounts(sentences: readonly (readonly number[])[]): Record<string, number> {
  const counts: Record<string, number> = {};
  const kind = (of: number | undefined): string => (of === undefined ? 's' : of === 0 ? 'o' : 'i');
  for (const classes of sentences)
    for (let at = 0; at < classes.length; at++) {
      const [before, own] = [classes[at - 1], classes[at] as number];
      const pair = `${kind(before)}${kind(own)}${before && own ? Number(before === own) : ''}`;
      counts[pair] = (counts[pair] ?? 0) + 1;
    }
  return counts;
}

test('counts know labels only as the same or another', () => {
  fc.assert(
    fc.property(fc.array(fc.array(fc.nat(3), { maxLength: 9 }), { maxLength: 6 }), (sentences) => {
      const slow = slowCounts(sentences);
      expect(countTransitions(sentences)).toEqual({
        start: { outside: slow.so ?? 0, inside: slow.si ?? 0 },
        outside: { outside: slow.oo ?? 0, inside: slow.oi ?? 0 },
        inside: { outside: slow.io ?? 0, same: slow.ii1 ?? 0, other: slow.ii0 ?? 0 },
      });
    }),
  );
});

test('a token of unknown class neither begins nor ends a transition', () => {
  const none = countTransitions([]);
  expect(countTransitions([[UNKNOWN, 0, 1, UNKNOWN, 1, 1, UNKNOWN]])).toEqual({
    ...none,
    outside: { outside: 0, inside: 1 },
    inside: { outside: 0, same: 1, other: 0 },
  });
});

/** A row's share of this part, over `among` labels alike. */
function share(row: Readonly<Record<string, number>>, part: string, among = 1): number {
  const total = Object.values(row).reduce((all, value) => all + value, 0);
  return (row[part] as number) / total / among;
}

/** The rows of StructShot's code: START, O, then each of two labels or more. */
function published(
  { start, outside, inside }: AbstractTransitions,
  labels: number,
  power: number,
): number[][] {
  const numbers = Array.from({ length: labels }, (_, at) => at);
  const rows = [start, outside].map((row) => [
    share(row, 'outside'),
    ...numbers.map(() => share(row, 'inside', labels)),
  ]);
  for (const from of numbers)
    rows.push([
      share(inside, 'outside'),
      ...numbers.map((to) => (to === from ? share(inside, 'same') : share(inside, 'other', labels - 1))),
    ]);
  return rows.map((row) => {
    const powers = row.map((value) => value ** power);
    const total = powers.reduce((all, value) => all + value, 0);
    return powers.map((value) => Math.log(value / total));
  });
}

const some = fc.integer({ min: 1, max: 500 });
const counts: fc.Arbitrary<AbstractTransitions> = fc.record({
  start: fc.record({ outside: some, inside: some }),
  outside: fc.record({ outside: some, inside: some }),
  inside: fc.record({ outside: some, same: some, other: some }),
});

describe('projected over concrete labels', () => {
  test('they are what the published code has, for two labels and more', () => {
    fc.assert(
      fc.property(
        counts,
        fc.integer({ min: 2, max: 5 }),
        fc.constantFrom(...TEMPERATURES),
        (given, labels, power) => {
          const { start, between } = projectTransitions(given, labels, power);
          const [first = [], ...rest] = published(given, labels, power);
          first.forEach((value, at) => {
            expect(start[at]).toBeCloseTo(value, 9);
          });
          rest.flat().forEach((value, at) => {
            expect(between[at]).toBeCloseTo(value, 9);
          });
        },
      ),
    );
  });

  test('each row is a distribution, for one label too', () => {
    fc.assert(
      fc.property(
        counts,
        fc.integer({ min: 1, max: 4 }),
        fc.constantFrom(...TEMPERATURES),
        (given, labels, power) => {
          const { start, between } = projectTransitions(given, labels, power);
          for (let from = 0; from <= labels; from++) {
            const row = between.subarray(from * (labels + 1), (from + 1) * (labels + 1));
            expect(row.reduce((sum, value) => sum + Math.exp(value), 0)).toBeCloseTo(1, 9);
          }
          expect(start.reduce((sum, value) => sum + Math.exp(value), 0)).toBeCloseTo(1, 9);
        },
      ),
    );
  });

  test('one label: to go on or to end, as counted', () => {
    const given = countTransitions([[0, 1, 1, 0, 0, 1, 0]]);
    const { between } = projectTransitions(given, 1, 1);
    expect([...between].map(Math.exp).map((value) => Number(value.toFixed(6)))).toEqual([
      0.333333, 0.666667, 0.666667, 0.333333,
    ]);
  });

  test('what was never seen counts as seen once, and a state never left leads anywhere', () => {
    const { between, start } = projectTransitions(countTransitions([[0, 0, 0], [0]]), 2, 1);
    const quarters = [0.5, 0.25, 0.25].map(Math.log);
    expect([...between].slice(0, 3)).toEqual(quarters);
    expect(new Set(between.subarray(3))).toEqual(new Set([-Math.log(3)]));
    expect([...start]).toEqual(quarters);
  });

  test('as the temperature falls every transition is as likely as any other, also what was never seen', () => {
    const never = countTransitions([[0, 1, 1, 0, 2, 0]]);
    expect(never.inside.other).toBe(0);
    const { between } = projectTransitions(never, 2, 1e-6);
    for (const value of between) expect(value).toBeCloseTo(-Math.log(3), 4);
  });
});
