import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bootstrap, quantile } from './bootstrap.js';
import { holm } from './holm.js';
import { learningCurve } from './learning-curve.js';
import { resolutionOf } from './power.js';
import { pairedRandomisation } from './randomisation.js';
import { FIGURE_OF, sumUnits } from './resample.js';
import type { UnitCounts } from './score.js';
import { spearman } from './spearman.js';
import { seedInterval, studentQuantile } from './student.js';
import { compareSystems, curvesOf, overSeeds, warningsOf } from './systems.js';

/** Units as [correct, predicted, gold]. */
function units(...rows: readonly (readonly [number, number, number])[]): UnitCounts {
  const column = (at: 0 | 1 | 2): Float64Array => Float64Array.from(rows, (row) => row[at]);
  return { credit: column(0), predicted: column(1), gold: column(2) };
}
const many = (count: number, row: (at: number) => readonly [number, number, number]): UnitCounts =>
  units(...Array.from({ length: count }, (_, at) => row(at)));

describe('bootstrap', () => {
  test('of independent mentions it agrees with the binomial law', () => {
    const counts = many(1000, (at) => [at < 700 ? 1 : 0, 1, 1]);
    const [found] = bootstrap([counts], { seed: 1, resamples: 4000 });
    const half = 1.96 * Math.sqrt((0.7 * 0.3) / 1000);
    expect(found?.recall[0]).toBeCloseTo(0.7 - half, 2);
    expect(found?.recall[1]).toBeCloseTo(0.7 + half, 2);
  });

  test('units that are all alike leave no doubt, and a seed decides every draw', () => {
    expect(bootstrap([many(50, () => [1, 2, 2])], { seed: 3, resamples: 100 })[0]?.f1).toEqual([0.5, 0.5]);
    const counts = many(40, (at) => [at % 2, 1, 1]);
    const draw = (seed: number) => bootstrap([counts], { seed, resamples: 200 });
    expect(draw(1)).toEqual(draw(1));
    expect(draw(1)).not.toEqual(draw(2));
  });

  test('quantiles are those of numpy', () => {
    expect(quantile([1, 2, 3, 4], 0.025)).toBeCloseTo(1.075, 12);
    expect(quantile([1, 2, 3, 4], 0.975)).toBeCloseTo(3.925, 12);
    expect(quantile([5], 0.5)).toBe(5);
  });
});

describe('paired randomisation', () => {
  const unit = fc.tuple(fc.nat({ max: 2 }), fc.nat({ max: 2 }), fc.nat({ max: 2 }));

  test('it comes near to the p of all exchanges', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(unit, unit), { minLength: 2, maxLength: 6 }), (rows) => {
        const golds = rows.map(([[, , gold]]) => gold);
        const system = (side: 0 | 1): UnitCounts =>
          units(...rows.map((row, at) => [row[side][0], row[side][1], golds[at] ?? 0] as const));
        const [one, other] = [system(0), system(1)];
        const { difference, p } = pairedRandomisation(one, other, { seed: 1, rounds: 4000 });
        expect(p).toBeCloseTo(exactP(one, other, difference), 1);
      }),
      { numRuns: 25 },
    );
  });

  test('a system does not differ from itself', () => {
    const counts = many(20, (at) => [at % 2, 1, 1]);
    expect(pairedRandomisation(counts, counts, { seed: 1, rounds: 99 })).toEqual({ difference: 0, p: 1 });
  });

  test('a clear difference is told, with the sign of the first', () => {
    const [good, bad] = [many(60, () => [1, 1, 1]), many(60, (at) => [at % 2, 1, 1])];
    const { difference, p } = pairedRandomisation(bad, good, { seed: 1, rounds: 999 });
    expect(difference).toBeCloseTo(-0.5, 12);
    expect(p).toBe(1 / 1000);
  });
});

function exactP(one: UnitCounts, other: UnitCounts, difference: number): number {
  const count = one.gold.length;
  let atLeast = 0;
  for (let mask = 0; mask < 2 ** count; mask++) {
    const pick = (from: UnitCounts, instead: UnitCounts): UnitCounts => {
      const column = (name: keyof UnitCounts): Float64Array =>
        from[name].map((value, at) => ((mask >> at) & 1 ? (instead[name][at] ?? 0) : value));
      return { credit: column('credit'), predicted: column('predicted'), gold: column('gold') };
    };
    const f1 = (counts: UnitCounts): number => FIGURE_OF.f1(sumUnits(counts));
    if (Math.abs(f1(pick(one, other)) - f1(pick(other, one))) >= Math.abs(difference) - 1e-12) atLeast++;
  }
  return atLeast / 2 ** count;
}

test("Holm's correction: as R's p.adjust gives it", () => {
  expect(holm([0.01, 0.04, 0.03, 0.005])).toEqual([0.03, 0.06, 0.06, 0.02]);
  expect(holm([0.6, 0.9])).toEqual([1, 1]);
  expect(holm([])).toEqual([]);
});

describe('seeds', () => {
  test('the interval of a mean, as scipy.stats.t.interval gives it', () => {
    const [low = 0, high = 0] = seedInterval([0.6, 0.62, 0.64]) ?? [];
    expect(low).toBeCloseTo(0.5703, 4);
    expect(high).toBeCloseTo(0.6697, 4);
    expect(seedInterval([0.5])).toBeNull();
    expect(studentQuantile(60)).toBeCloseTo(2.0003, 2);
  });

  test('runs of one system: mean, spread, interval', () => {
    const system = { name: 'a', runs: [many(10, () => [1, 2, 2]), many(10, () => [2, 2, 2])] };
    expect(overSeeds(system).f1).toMatchObject({ mean: 0.75, min: 0.5, max: 1, values: [0.5, 1] });
  });
});

describe('learning curves', () => {
  test('sizes rise, runs of a size are put together, the area is over the logarithm', () => {
    const curve = learningCurve([
      { size: 20, value: 0.8 },
      { size: 5, value: 0.4 },
      { size: 10, value: 0.5 },
      { size: 10, value: 0.7 },
    ]);
    expect(curve.points.map(({ size, runs, mean }) => [size, runs, mean])).toEqual([
      [5, 1, 0.4],
      [10, 2, 0.6],
      [20, 1, 0.8],
    ]);
    expect(curve.area).toBeCloseTo(0.6, 12);
    expect(learningCurve([{ size: 5, value: 1 }]).area).toBeNull();
  });

  test('systems of one name and several sizes make one curve', () => {
    const runs = [many(4, () => [1, 1, 1])];
    const curves = curvesOf([
      { name: 'a@5', size: 5, runs },
      { name: 'b', runs },
      { name: 'a@10', size: 10, runs },
    ]);
    expect(curves.map(({ name, points }) => [name, points.length])).toEqual([['a', 2]]);
  });
});

describe('the size of the test set', () => {
  const options = { seed: 1, rounds: 999, resamples: 500 };
  const noisy = (shift: number): UnitCounts => many(60, (at) => [(at * 7 + shift) % 10 < 6 ? 1 : 0, 1, 1]);

  test('four times the units tell half the difference', () => {
    const row = (at: number): readonly [number, number, number] => [at % 3 === 0 ? 1 : 0, 1, 1];
    const other = (at: number): readonly [number, number, number] => [at % 2, 1, 1];
    const of = (count: number): number =>
      resolutionOf(many(count, row), many(count, other), 0.1, options).detectable;
    expect(of(1200) / of(300)).toBeCloseTo(0.5, 1);
  });

  test('a difference that it is too small for brings a warning, a clear one does not', () => {
    const small = compareSystems(
      [
        { name: 'one', runs: [noisy(0)] },
        { name: 'other', runs: [many(60, (at) => [(at * 7) % 10 < 6 || at === 1 ? 1 : 0, 1, 1])] },
      ],
      options,
    );
    expect(warningsOf(small, 'document')).toEqual([
      expect.stringMatching(
        /too small for the difference of 1\.67 points between one and other.* documents like these$/,
      ),
    ]);
    const clear = compareSystems(
      [
        { name: 'one', runs: [many(60, () => [1, 1, 1])] },
        { name: 'other', runs: [noisy(0)] },
      ],
      options,
    );
    expect(warningsOf(clear, 'document')).toEqual([]);
  });

  test('systems of other sizes are not compared', () => {
    const runs = [noisy(0)];
    const systems = [
      { name: 'a@5', size: 5, runs },
      { name: 'a@10', size: 10, runs },
      { name: 'b@5', size: 5, runs },
    ];
    expect(compareSystems(systems, options).map(({ systems: pair }) => pair)).toEqual([['a@5', 'b@5']]);
  });
});

describe('spearman', () => {
  // scipy 1.17.1: scipy.stats.spearmanr(x, y).statistic
  test.each([
    [[1, 2, 3, 4, 5], [5, 6, 7, 8, 7], 0.8207826816681233],
    [[0.48, 0.31, 0.52, 0.5, 0.61], [1.2, -0.3, 0.8, 2, 0.1], 0.09999999999999999],
    [[1, 1, 2, 2, 3, 3], [3, 1, 2, 2, 1, 4], 0.12309149097933272],
    [[1, 2, 3], [3, 2, 1], -1],
  ])('of %j and %j it is that of scipy', (x, y, expected) => {
    expect(spearman(x.map((value, at) => [value, y[at] ?? 0]))).toBeCloseTo(expected, 12);
  });

  test('only the order counts, and a side that is all alike has none', () => {
    const pairs = fc.array(fc.tuple(fc.integer({ min: -9, max: 9 }), fc.integer({ min: -9, max: 9 })));
    fc.assert(
      fc.property(pairs, (own) => {
        const found = spearman(own);
        const isFlat = [0, 1].some((side) => new Set(own.map((pair) => pair[side])).size < 2);
        expect(found === undefined).toBe(isFlat);
        expect(spearman(own.map(([x, y]) => [x ** 3, Math.exp(y)]))).toBe(found);
        if (found !== undefined) expect(spearman(own.map(([x, y]) => [x, -y]))).toBeCloseTo(-found, 12);
      }),
    );
  });
});
