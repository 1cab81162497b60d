import { expect, test } from 'vitest';
import { labelled } from '../generate/prompting/testing.js';
import { explainEnsemble } from './agreement.js';
import { chooseEnsemble } from './choose.js';
import { ensemble } from './ensemble.js';
import type { Rule } from './method.js';
import type { Voter } from './voter.js';
import { UNIFORM, weightsByF1 } from './weights.js';

function voter(name: string, ...marked: string[]): Voter {
  return { name, sentences: marked.map((one, at) => labelled(`s${at}`, one)) };
}

function decided(voters: readonly Voter[], rule: Rule, weights = voters.map(() => 1)): string[] {
  const made = ensemble(
    voters,
    weights.map((overall) => ({ overall })),
    rule,
  );
  return made.flatMap(({ text, spans }) =>
    spans.map(
      ({ start, end, label, attributes }) => `${text.slice(start, end)}|${label}|${attributes?.votes}`,
    ),
  );
}

const A = voter('a', 'acute [renal failure|D] and [gout|D]');
const B = voter('b', '[acute renal failure|D] and [gout|D]');
const C = voter('c', 'acute [renal failure|D] and gout');

test('the denominator are all voters, also those that stayed silent', () => {
  expect(decided([A, B, C], { method: 'weighted', unit: 'span' }, [0.5, 0.9, 0.1])).toEqual([
    'acute renal failure|D|b=0.900',
    'gout|D|a=0.500 b=0.900',
  ]);
  expect(decided([A, B, C], { method: 'weighted', unit: 'span', threshold: 0.65 }, [0.5, 0.9, 0.1])).toEqual([
    'gout|D|a=0.500 b=0.900',
  ]);
});

test('half for a mention and half for none is none', () => {
  expect(decided([A, C], { method: 'majority', unit: 'span' })).toEqual(['renal failure|D|a=1.000 c=1.000']);
  expect(decided([A, C], { method: 'weighted', unit: 'token' })).toEqual(['renal failure|D|a=1.000 c=1.000']);
});

test('tokens are voted on one by one, so that a mention may be one that nobody marked', () => {
  const one = voter('one', '[acute renal|D] failure and gout');
  const two = voter('two', 'acute [renal failure|D] and gout');
  const three = voter('three', '[acute|D] renal [failure|D] and gout');
  expect(decided([one, two, three], { method: 'majority', unit: 'token' })).toEqual([
    'acute renal failure|D|one=1.000 two=1.000 three=1.000',
  ]);
  expect(decided([one, two, three], { method: 'majority', unit: 'span' })).toEqual([]);
});

test('a mention that begins where another ends stays apart where most of its voters begin it there', () => {
  const apart = voter('apart', '[gout|D][arthritis|D] here');
  const one = voter('one', '[goutarthritis|D] here');
  const tokens = (some: Voter): Voter => ({
    ...some,
    sentences: some.sentences.map((sentence) => ({
      ...sentence,
      tokens: [
        { start: 0, end: 4 },
        { start: 4, end: 13 },
        { start: 14, end: 18 },
      ],
    })),
  });
  const rule: Rule = { method: 'weighted', unit: 'token' };
  expect(decided([apart, one].map(tokens), rule, [0.6, 0.4]).length).toBe(2);
  expect(decided([apart, one].map(tokens), rule, [0.4, 0.6]).length).toBe(1);
});

test('weights by F1 are those of the development data, by label where asked', () => {
  const gold = [labelled('s0', 'acute [renal failure|D] and [gout|D] or [iron|C]')];
  const guess = voter('guess', 'acute [renal failure|D] and gout or [iron|C]');
  expect(weightsByF1([guess], gold, false)).toEqual([{ overall: 0.8 }]);
  expect(weightsByF1([guess], gold, true)[0]?.labels).toEqual({ C: 1, D: 2 / 3 });
});

test('the chosen ensemble is the best of all, and the smallest of equals', async () => {
  const gold = [labelled('s0', 'acute [renal failure|D] and [gout|D]')];
  const chosen = await chooseEnsemble([B, C, A], gold, [UNIFORM, UNIFORM, UNIFORM]);
  expect(chosen).toMatchObject({ members: [2], devF1: 1, rule: { method: 'majority' } });
  const halves = [
    voter('x', 'acute [renal failure|D] and gout'),
    voter('y', 'acute renal failure and [gout|D]'),
  ];
  const both = await chooseEnsemble(halves, gold, [UNIFORM, UNIFORM]);
  expect(both).toMatchObject({ members: [0, 1], devF1: 1, rule: { method: 'weighted', threshold: 0.2 } });
});

test('many voters are added one by one, best first', async () => {
  const gold = [labelled('s0', 'acute [renal failure|D] and [gout|D]')];
  const wrong = Array.from({ length: 5 }, (_, at) => voter(`w${at}`, '[acute|D] renal failure and gout'));
  const chosen = await chooseEnsemble(
    [...wrong, A],
    gold,
    [...wrong, A].map(() => UNIFORM),
  );
  expect(chosen).toMatchObject({ members: [5], devF1: 1 });
});

test('explains who is right alone, agreement, and what could be had at best', () => {
  const gold = [labelled('s0', 'acute [renal failure|D] and [gout|D]')];
  const { members, pairs, oracle, found, wrong } = explainEnsemble([A, B, C], gold);
  expect(members.map(({ aloneRight, aloneWrong }) => [aloneRight, aloneWrong])).toEqual([
    [0, 0],
    [0, 1],
    [0, 0],
  ]);
  expect([found, wrong]).toEqual([
    [0, 0, 2, 0],
    [0, 1, 0, 0],
  ]);
  expect(oracle).toMatchObject({ recall: 1, f1: 1 });
  // Of 5 tokens a marks 3 and c 2 of them: 4 agree; by chance 3/5 · 2/5 + 2/5 · 3/5.
  const [, ac] = pairs;
  expect(ac?.names).toEqual(['a', 'c']);
  expect(ac?.kappa).toBeCloseTo((4 / 5 - 12 / 25) / (1 - 12 / 25), 12);
});
