import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { random } from '../../base/random.js';
import { fitLabelModel } from './label-model.js';
import { makePatterns } from './patterns.js';
import { ABSENT, SILENT, type Vote } from './votes.js';

const prior = (_: number, vote: Vote): number => (vote === '+claim' ? 0.7 : 0.3);

/** Votes of independent teachers that say yes to a mention, and no to what is none, with these probabilities. */
function simulated(accuracies: readonly number[], mentions: number, size: number, seed: number) {
  const draw = random(seed, 'simulated');
  const patterns = makePatterns();
  const cases = Array.from({ length: size }, () => {
    const right = draw.float() < mentions;
    const votes = accuracies.map((accuracy) => (right === draw.float() < accuracy ? '+claim' : SILENT));
    patterns.add(votes);
    return { right, votes };
  });
  return { patterns: patterns.list(), cases };
}

describe('on votes of teachers whose reliability is known', () => {
  const accuracies = [0.95, 0.8, 0.7, 0.6];
  const { patterns, cases } = simulated(accuracies, 0.4, 20_000, 3);
  const model = fitLabelModel(patterns, [], { prior });

  test('agreement alone recovers it', () => {
    for (const [teacher, accuracy] of accuracies.entries()) {
      // Bayes' rule for the precision of a yes at this accuracy and share of mentions.
      const precision = (0.4 * accuracy) / (0.4 * accuracy + 0.6 * (1 - accuracy));
      expect(model.reliability(teacher, '+claim')).toBeCloseTo(precision, 1);
      expect(Math.abs(model.reliability(teacher, '+claim') - precision)).toBeLessThan(0.03);
    }
  });

  test('the model beats the majority, and is calibrated', () => {
    const majority = (votes: readonly Vote[]): boolean =>
      votes.filter((vote) => vote === '+claim').length > 2;
    const share = (says: (votes: readonly Vote[]) => boolean): number =>
      cases.filter(({ votes, right }) => says(votes) === right).length / cases.length;
    expect(share((votes) => model.probability(votes) > 0.5)).toBeGreaterThan(share(majority));
    const mean = cases.reduce((sum, { votes }) => sum + model.probability(votes), 0) / cases.length;
    expect(Math.abs(mean - cases.filter(({ right }) => right).length / cases.length)).toBeLessThan(0.02);
  });
});

const voteOf = fc.constantFrom('+claim', '+other kind', SILENT, 'x', ABSENT);
const caseOf = (teachers: number) =>
  fc.record({
    votes: fc.array(voteOf, { minLength: teachers, maxLength: teachers }),
    count: fc.integer({ min: 1, max: 9 }),
  });

test('probabilities lie in [0, 1], and the order of the teachers does not matter', () => {
  fc.assert(
    fc.property(fc.array(caseOf(3), { minLength: 1, maxLength: 12 }), (patterns) => {
      const turned = patterns.map(({ votes, count }) => ({ votes: votes.toReversed(), count }));
      const [one, other] = [fitLabelModel(patterns, [], { prior }), fitLabelModel(turned, [], { prior })];
      for (const { votes } of patterns) {
        const probability = one.probability(votes);
        expect(probability).toBeGreaterThanOrEqual(0);
        expect(probability).toBeLessThanOrEqual(1);
        expect(other.probability(votes.toReversed())).toBeCloseTo(probability, 6);
      }
    }),
    { numRuns: 50 },
  );
});

test('a single teacher is worth what the prior and the shots say, however often it votes', () => {
  const often = [{ votes: ['+claim'], count: 100_000 }];
  expect(fitLabelModel(often, [], { prior }).probability(['+claim'])).toBeCloseTo(0.7, 6);
  const shots = Array.from({ length: 10 }, () => ({ votes: ['+claim'], right: true }));
  expect(fitLabelModel(often, shots, { prior }).probability(['+claim'])).toBeCloseTo((7 + 10) / (10 + 10), 4);
});

test('a teacher that the shots prove right wins against one that they prove wrong', () => {
  const shots = Array.from({ length: 40 }, (_, at) =>
    at % 2 === 0 ? { votes: ['+claim', SILENT], right: true } : { votes: [SILENT, '+claim'], right: false },
  );
  const model = fitLabelModel([], shots, { prior });
  expect(model.probability(['+claim', SILENT])).toBeGreaterThan(0.9);
  expect(model.probability([SILENT, '+claim'])).toBeLessThan(0.1);
});
