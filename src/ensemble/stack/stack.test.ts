import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Sentence } from '../../corpus/index.js';
import { labelled } from '../../generate/prompting/testing.js';
import { derivatives, fitLogistic, probability } from './logistic.js';
import { applyStack, fitStack } from './stack.js';

const PRIOR = { expected: Float64Array.from([-1, 0.5, 2]), ridge: 0.7 };

function loss(rows: readonly Float64Array[], truths: readonly boolean[], coefficients: Float64Array): number {
  let sum = 0;
  for (const [at, row] of rows.entries()) {
    const chance = probability({ coefficients }, row);
    sum -= Math.log(truths[at] ? chance : 1 - chance);
  }
  const { expected, ridge } = PRIOR;
  return (
    sum + coefficients.reduce((all, one, at) => all + (ridge / 2) * (one - (expected[at] as number)) ** 2, 0)
  );
}

const cases = fc.array(
  fc.tuple(
    fc.double({ min: -1, max: 1, noNaN: true }),
    fc.double({ min: 0, max: 1, noNaN: true }),
    fc.boolean(),
  ),
  {
    minLength: 3,
    maxLength: 30,
  },
);

test('gradient and curvature are those of the loss, by finite differences; the fit is its minimum', () => {
  fc.assert(
    fc.property(cases, (drawn) => {
      const all = [...drawn, [0.5, 0.5, true] as const, [0.5, 0.5, false] as const];
      const rows = all.map(([a, b]) => Float64Array.from([1, a, b]));
      const truths = all.map(([, , truth]) => truth);
      const at = Float64Array.from([0.3, -0.2, 0.1]);
      const { gradient, curvature } = derivatives(rows, truths, at, PRIOR);
      const step = 1e-5;
      for (let one = 0; one < 3; one++) {
        const [up, down] = [at.slice(), at.slice()];
        up[one] = (up[one] as number) + step;
        down[one] = (down[one] as number) - step;
        expect(gradient[one]).toBeCloseTo(
          (loss(rows, truths, up) - loss(rows, truths, down)) / (2 * step),
          4,
        );
        const [above, below] = [up, down].map((place) => derivatives(rows, truths, place, PRIOR).gradient);
        for (let two = 0; two < 3; two++) {
          const slope = ((above?.[two] as number) - (below?.[two] as number)) / (2 * step);
          expect(curvature[one]?.[two]).toBeCloseTo(slope, 4);
        }
      }
      const { coefficients } = fitLogistic(rows, truths, PRIOR);
      for (const slope of derivatives(rows, truths, coefficients, PRIOR).gradient)
        expect(slope).toBeCloseTo(0, 6);
    }),
    { numRuns: 50 },
  );
});

test('learns whom to trust, and leaves out what the trusted one does not mark', () => {
  const gold = Array.from({ length: 20 }, (_, at) =>
    labelled(`d${at}`, 'He has [gout|D] and some iron left'),
  );
  const right = { name: 'right', sentences: gold };
  const wrong = {
    name: 'wrong',
    sentences: gold.map(({ id }) => labelled(id, 'He has gout and some [iron|D] left')),
  };
  const stack = fitStack([right, wrong], gold);
  const test = [labelled('t', 'Here [rickets|D] and iron')];
  const made = applyStack(stack, [
    { name: 'right', sentences: test },
    { name: 'wrong', sentences: [labelled('t', 'Here rickets and [iron|D]')] },
  ]);
  expect(made[0]?.spans.map(({ start, end }) => made[0]?.text.slice(start, end))).toEqual(['rickets']);
});

const spansOf = (sentences: readonly Sentence[]): string[] =>
  sentences.flatMap(({ text, spans }) => spans.map(({ start, end }) => text.slice(start, end)));

/** A sentence in which a voter is as sure of gout as said. */
function sure(id: string, score: number): Sentence {
  const sentence = labelled(id, 'He has [gout|D]');
  return { ...sentence, spans: sentence.spans.map((span) => ({ ...span, score })) };
}

test('tells a sure vote from a surer one', () => {
  const dev = Array.from({ length: 60 }, (_, at) => sure(`d${at}`, at % 3 === 0 ? 0.9 : 0.99));
  const gold = dev.map((sentence, at) => (at % 3 === 0 ? { ...sentence, spans: [] } : sentence));
  const stack = fitStack([{ name: 'one', sentences: dev }], gold);
  const made = applyStack(stack, [{ name: 'one', sentences: [sure('a', 0.9), sure('b', 0.99)] }]);
  expect(made.map(({ spans }) => spans.length)).toEqual([0, 1]);
});

test('takes what is less likely than not, where leaving it out costs more', () => {
  const dev = Array.from({ length: 10 }, (_, at) => labelled(`d${at}`, 'He has [gout|D]'));
  const gold = dev.map((sentence, at) => (at < 4 ? sentence : { ...sentence, spans: [] }));
  const stack = fitStack([{ name: 'one', sentences: dev }], gold);
  expect(spansOf(applyStack(stack, [{ name: 'one', sentences: [labelled('t', 'A [gout|D]')] }]))).toEqual([
    'gout',
  ]);
});

test('without much to learn from, believes spans that all are sure of, and no span that one is unsure of', () => {
  const dev = [labelled('d', 'He has [gout|D]')];
  const stack = fitStack(
    [
      { name: 'one', sentences: dev },
      { name: 'other', sentences: dev },
    ],
    dev,
  );
  const none = [labelled('a', 'He has gout'), labelled('b', 'He has gout')];
  const made = applyStack(stack, [
    { name: 'one', sentences: [sure('a', 0.99), sure('b', 0.6)] },
    { name: 'other', sentences: [sure('a', 0.99), none[1] as Sentence] },
  ]);
  expect(made.map(({ spans }) => spans.length)).toEqual([1, 0]);
});
