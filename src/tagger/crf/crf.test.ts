import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Chain, chains, constrained, paths, scoreOf } from '../../../test/support/chains.js';
import { latticeOf } from './lattice.js';
import { ANY_TAG, crfLoss, pathScore } from './loss.js';
import { expectedTransitions, tagMarginals } from './marginals.js';
import { segmentProbability } from './segment.js';
import { bestPath } from './viterbi.js';

const weightOf = (chain: Chain, those: (path: readonly number[]) => boolean): number =>
  paths(chain)
    .filter(those)
    .reduce((sum, path) => sum + Math.exp(scoreOf(chain, path)), 0);

describe('against all paths', () => {
  test('the score of a path and the log-partition', () => {
    fc.assert(
      fc.property(fc.oneof(chains, constrained), (chain) => {
        for (const path of paths(chain)) {
          const found = pathScore(chain.emissions, path, chain.transitions);
          const expected = scoreOf(chain, path);
          if (Number.isFinite(expected)) expect(found).toBeCloseTo(expected, 9);
          else expect(found).toBe(expected);
        }
        const { logPartition } = latticeOf(chain.emissions, chain.transitions);
        expect(logPartition).toBeCloseTo(Math.log(weightOf(chain, () => true)), 9);
      }),
    );
  });

  test('Viterbi', () => {
    fc.assert(
      fc.property(fc.oneof(chains, constrained), (chain) => {
        const found = scoreOf(chain, bestPath(chain.emissions, chain.transitions));
        expect(found).toBeCloseTo(Math.max(...paths(chain).map((path) => scoreOf(chain, path))), 9);
      }),
    );
  });

  test('the probability of each tag at each word', () => {
    fc.assert(
      fc.property(fc.oneof(chains, constrained), (chain) => {
        const tags = chain.transitions.start.length;
        const all = weightOf(chain, () => true);
        tagMarginals(latticeOf(chain.emissions, chain.transitions)).forEach((probability, at) => {
          const through = weightOf(chain, (path) => path[Math.floor(at / tags)] === at % tags);
          expect(probability).toBeCloseTo(through / all, 9);
        });
      }),
    );
  });

  test('the probability of a segment', () => {
    const drawn = fc.oneof(chains, constrained).chain((chain) => {
      const tags = chain.transitions.start.length;
      const words = chain.emissions.length / tags;
      const tag = fc.nat(tags - 1);
      return fc
        .tuple(fc.nat(Math.max(0, words - 1)), fc.array(tag, { minLength: 1, maxLength: words + 1 }))
        .filter(([first, run]) => first + run.length <= words || words === 0)
        .chain(([first, run]) =>
          fc.record({
            chain: fc.constant(chain),
            segment: fc.record({
              first: fc.constant(first),
              tags: fc.constant(run),
              notBefore: fc.option(tag, { nil: undefined }),
              notAfter: fc.option(tag, { nil: undefined }),
            }),
          }),
        );
    });
    fc.assert(
      fc.property(drawn, ({ chain, segment }) => {
        fc.pre(chain.emissions.length > 0);
        const { first, tags, notBefore, notAfter } = segment;
        const holds = (path: readonly number[]): boolean =>
          tags.every((tag, at) => path[first + at] === tag) &&
          (first === 0 || path[first - 1] !== notBefore) &&
          (first + tags.length === path.length || path[first + tags.length] !== notAfter);
        const expected = weightOf(chain, holds) / weightOf(chain, () => true);
        const lattice = latticeOf(chain.emissions, chain.transitions);
        expect(segmentProbability(lattice, segment)).toBeCloseTo(expected, 9);
      }),
    );
  });
});

/** Each number with its central finite difference of `loss`. */
function differences(array: Float64Array, loss: () => number): Float64Array {
  const step = 1e-5;
  return array.map((value, at) => {
    if (!Number.isFinite(value)) return 0;
    array[at] = value + step;
    const above = loss();
    array[at] = value - step;
    const below = loss();
    array[at] = value;
    return (above - below) / (2 * step);
  });
}

function expectClose(found: Float64Array, expected: Float64Array): void {
  expect(found).toHaveLength(expected.length);
  found.forEach((value, at) => {
    expect(value).toBeCloseTo(expected[at] as number, 6);
  });
}

const drawnPath = fc
  .oneof(chains, constrained)
  .chain((chain) => fc.record({ chain: fc.constant(chain), path: fc.constantFrom(...paths(chain)) }))
  .filter(({ chain, path }) => scoreOf(chain, path) > Number.NEGATIVE_INFINITY);

test('the gradients are those of finite differences', () => {
  fc.assert(
    fc.property(drawnPath, ({ chain: { emissions, transitions }, path }) => {
      const { dEmissions, dTransitions } = crfLoss(emissions, path, transitions);
      const loss = (): number => crfLoss(emissions, path, transitions).loss;
      expectClose(dEmissions, differences(emissions, loss));
      expectClose(dTransitions.between, differences(transitions.between, loss));
      expectClose(dTransitions.start, differences(transitions.start, loss));
      expectClose(dTransitions.end, differences(transitions.end, loss));
    }),
  );
});

const drawnPartial = drawnPath.chain(({ chain, path }) =>
  fc.record({
    chain: fc.constant(chain),
    known: fc.tuple(...path.map((tag) => fc.constantFrom(tag, ANY_TAG))).map((tags): number[] => tags),
  }),
);

test('the loss of partly known tags is that of all paths that agree with them', () => {
  fc.assert(
    fc.property(drawnPartial, ({ chain, known }) => {
      const agrees = (path: readonly number[]): boolean =>
        known.every((tag, word) => tag === ANY_TAG || path[word] === tag);
      const expected = -Math.log(weightOf(chain, agrees) / weightOf(chain, () => true));
      expect(crfLoss(chain.emissions, known, chain.transitions).loss).toBeCloseTo(expected, 9);
    }),
  );
});

test('the gradients of partly known tags are those of finite differences', () => {
  fc.assert(
    fc.property(drawnPartial, ({ chain: { emissions, transitions }, known }) => {
      const { dEmissions, dTransitions } = crfLoss(emissions, known, transitions);
      const loss = (): number => crfLoss(emissions, known, transitions).loss;
      expectClose(dEmissions, differences(emissions, loss));
      expectClose(dTransitions.between, differences(transitions.between, loss));
      expectClose(dTransitions.start, differences(transitions.start, loss));
      expectClose(dTransitions.end, differences(transitions.end, loss));
    }),
  );
});

test('the losses of all paths are those of a probability distribution', () => {
  fc.assert(
    fc.property(chains, (chain) => {
      const total = paths(chain).reduce(
        (sum, path) => sum + Math.exp(-crfLoss(chain.emissions, path, chain.transitions).loss),
        0,
      );
      expect(total).toBeCloseTo(1, 9);
    }),
  );
});

test('transitions are expected once a pair of words, tags once a word', () => {
  fc.assert(
    fc.property(constrained, ({ emissions, transitions }) => {
      const words = emissions.length / transitions.start.length;
      const { between, start, end } = expectedTransitions(latticeOf(emissions, transitions));
      const sum = (array: Float64Array): number => array.reduce((total, value) => total + value, 0);
      expect(sum(between)).toBeCloseTo(words - 1, 9);
      expect([sum(start), sum(end)].map((value) => value.toFixed(9))).toEqual(['1.000000000', '1.000000000']);
    }),
  );
});

test('scores of thousands neither overflow nor vanish', () => {
  const emissions = Float64Array.of(5000, -5000, 5000, -5000, -5000, 5000);
  const transitions = { between: new Float64Array(4), start: new Float64Array(2), end: new Float64Array(2) };
  const { loss, dEmissions } = crfLoss(emissions, [0, 0, 1], transitions);
  expect(loss).toBe(0);
  expect([...dEmissions]).toEqual([0, 0, 0, 0, 0, 0]);
  expect(crfLoss(emissions, [1, 0, 1], transitions).loss).toBe(10_000);
});

test('a path that the transitions forbid has no loss', () => {
  const between = Float64Array.of(0, Number.NEGATIVE_INFINITY, 0, 0);
  const transitions = { between, start: new Float64Array(2), end: new Float64Array(2) };
  expect(() => crfLoss(new Float64Array(4), [0, 1], transitions)).toThrow('forbid the tags 0 1');
  expect(() => crfLoss(new Float64Array(6), [0, 1, ANY_TAG], transitions)).toThrow('forbid the tags 0 1 -1');
});
