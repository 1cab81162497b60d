import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { drawBatches } from './batches.js';
import type { Example } from './examples.js';
import { epochSize, MIX_KINDS, type Mix, type MixKind, mixKind, rounds } from './mix.js';
import { planSteps } from './plan.js';
import { TRAIN_DEFAULTS } from './settings.js';
import { drawTokenBatches } from './token-batches.js';

const example = (kind: MixKind, length = 5): Example => ({
  sentence: 'any',
  kind,
  window: { length, columns: {}, words: [] },
  tags: [],
});
const many = (count: number, kind: MixKind): Example[] =>
  Array.from({ length: count }, (_, at) => example(kind, 3 + (at % 40)));
const countOf = (of: readonly Example[], kind: MixKind): number =>
  of.filter((each) => each.kind === kind).length;

const mixed = fc.record({
  examples: fc
    .array(fc.tuple(fc.constantFrom(...MIX_KINDS), fc.integer({ min: 3, max: 40 })), {
      minLength: 1,
      maxLength: 40,
    })
    .map((drawn) => drawn.map(([kind, length]) => example(kind, length))),
  mix: fc
    .dictionary(fc.constantFrom(...MIX_KINDS), fc.constantFrom(0.25, 0.5, 1, 2, 3, 20))
    .map((mix): Mix => mix),
  seed: fc.nat(),
});

function take<T>(from: Iterable<T>, count: number): T[] {
  const taken: T[] = [];
  for (const each of from) {
    if (taken.length >= count) break;
    taken.push(each);
  }
  return taken;
}

describe('the rounds of any mix', () => {
  test('show in an epoch each example as often as the mix says, give or take one', () => {
    fc.assert(
      fc.property(mixed, ({ examples, mix, seed }) => {
        const times = examples.map(({ kind = 'few' }) => mix[kind] ?? 1);
        const shown = take(rounds(examples, mix, seed), Math.round(Math.max(...times) * 4)).flat();
        examples.forEach((each, at) => {
          const count = shown.filter((other) => other === each).length;
          expect(Math.abs(count - 4 * (times[at] as number))).toBeLessThan(1);
        });
        expect(epochSize(examples, mix)).toBeCloseTo(
          times.reduce((sum, value) => sum + value, 0),
          9,
        );
      }),
    );
  });

  test('hold no example twice', () => {
    fc.assert(
      fc.property(mixed, ({ examples, mix, seed }) => {
        for (const round of take(rounds(examples, mix, seed), 6))
          expect(new Set(round).size).toBe(round.length);
      }),
    );
  });
});

test('what is left out of the mix is never shown; where all is, that is said', () => {
  const examples = [...many(4, 'few'), ...many(4, 'distant')];
  const batches = drawBatches(examples, 2, 20, 1, { distant: 0 });
  expect(batches.flat().every(({ kind }) => kind === 'few')).toBe(true);
  expect(() => drawBatches(many(4, 'distant'), 2, 20, 1, { distant: 0 })).toThrow(
    'leaves every sentence out',
  );
});

test('five sentences that an epoch shows 20 times do not fill batches with their copies', () => {
  const examples = [...many(5, 'few'), ...many(200, 'distant')];
  const batches = drawBatches(examples, 8, 100, 1, { few: 20 });
  const full = batches.filter((batch) => new Set(batch).size === 8);
  expect(full.length).toBeGreaterThan(60);
  expect(countOf(batches.flat(), 'few') / 800).toBeCloseTo(100 / 300, 1);
});

test('batches by pieces follow the mix too', () => {
  const examples = [...many(10, 'few'), ...many(100, 'distant')];
  const shown = drawTokenBatches(examples, 200, 120, 1, { few: 5, distant: 0.5 }).flat();
  expect(countOf(shown, 'few') / shown.length).toBeCloseTo(0.5, 1);
});

describe('a plan', () => {
  const settings = { ...TRAIN_DEFAULTS, batch: 4, steps: 1, epochs: 2, learningRate: 1, seed: 1 };
  const examples = [...many(4, 'few'), ...many(40, 'distant')];

  test('counts epochs by what they show', () => {
    const mix = { few: 10, distant: 0.5 };
    expect(planSteps(examples, { ...settings, mix }).steps).toHaveLength((2 * (40 + 20)) / 4);
  });

  test('with gold last shows made sentences first, as often as mixed', () => {
    const { steps } = planSteps(examples, { ...settings, mix: { few: 10 }, order: 'gold-last' });
    const shown = steps.flat(2).map(({ kind }) => kind);
    expect(shown).toEqual([...Array(80).fill('distant'), ...Array(80).fill('few')]);
  });
});

test('sentences labelled by hand are the few', () => {
  expect((['gold', 'substitution', 'generated', 'distant'] as const).map(mixKind)).toEqual([...MIX_KINDS]);
});
