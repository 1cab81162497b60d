import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Sentence, Span } from '../corpus/index.js';
import { tokenise } from '../corpus/tokenise.js';
import { ensemble } from './ensemble.js';
import type { Rule } from './method.js';
import type { Voter } from './voter.js';
import { UNIFORM, type Weight } from './weights.js';

const TEXT = 'acute renal failure and gout or iron poisoning here';
const TOKENS = tokenise(TEXT);

/** Flat spans on token edges: each token says how far from here the next mention begins, its length, its label. */
const flatSpans = fc
  .array(fc.tuple(fc.nat(2), fc.integer({ min: 1, max: 3 }), fc.constantFrom('D', 'C')), { maxLength: 4 })
  .map((draws) => {
    const spans: Span[] = [];
    let at = 0;
    for (const [gap, length, label] of draws) {
      const first = TOKENS[at + gap];
      const last = TOKENS[at + gap + length - 1];
      if (first === undefined || last === undefined) break;
      spans.push({ start: first.start, end: last.end, label });
      at += gap + length;
    }
    return spans;
  });

function sentence(id: number, spans: readonly Span[]): Sentence {
  return { id: `s${id}`, text: TEXT, tokens: TOKENS, spans, origin: { kind: 'gold', file: 'x', line: 1 } };
}

const voters = fc
  .array(fc.array(flatSpans, { minLength: 3, maxLength: 3 }), { minLength: 1, maxLength: 4 })
  .map((all) =>
    all.map(
      (columns, at): Voter => ({
        name: `v${at}`,
        sentences: columns.map((spans, id) => sentence(id, spans)),
      }),
    ),
  );
const rules = fc.record({
  method: fc.constantFrom('weighted', 'majority', 'intersection', 'union'),
  unit: fc.constantFrom('span', 'token'),
  threshold: fc.constantFrom(0.25, 0.5, 0.6),
}) as fc.Arbitrary<Rule>;
const weight = fc.constantFrom(0.1, 0.2, 0.3, 0.5, 0.7, 1);

const keys = ({ spans }: Sentence): string[] =>
  spans.map(({ start, end, label }) => `${start} ${end} ${label}`);
const shown = (sentences: readonly Sentence[]): string[][] => sentences.map(keys);
const uniform = (all: readonly Voter[]): Weight[] => all.map(() => UNIFORM);

test('intersection ⊆ every member ⊆ union', () => {
  fc.assert(
    fc.property(voters, (all) => {
      const [both, any] = (['intersection', 'union'] as const).map((method) =>
        shown(ensemble(all, uniform(all), { method, unit: 'span' })),
      ) as [string[][], string[][]];
      for (const { sentences } of all) {
        for (const [at, own] of shown(sentences).entries()) {
          expect(own).toEqual(expect.arrayContaining(both[at] as string[]));
          expect(any[at]).toEqual(expect.arrayContaining(own));
        }
      }
    }),
  );
});

test('one member is itself, under every rule', () => {
  fc.assert(
    fc.property(voters, rules, ([one], rule) => {
      const made = ensemble([one as Voter], [UNIFORM], rule);
      expect(shown(made)).toEqual(shown((one as Voter).sentences));
    }),
  );
});

test('a member twice is its weight doubled', () => {
  fc.assert(
    fc.property(
      voters,
      fc.array(weight, { minLength: 4, maxLength: 4 }),
      fc.nat(3),
      rules,
      (all, own, pick, rule) => {
        const at = pick % all.length;
        const weights = all.map((_, voter): Weight => ({ overall: own[voter] as number }));
        const doubled = weights.map((one, voter) => (voter === at ? { overall: one.overall * 2 } : one));
        const weighted = { ...rule, method: 'weighted' } as const;
        const twice = ensemble(
          [...all, { ...(all[at] as Voter), name: 'again' }],
          [...weights, weights[at] as Weight],
          weighted,
        );
        expect(shown(twice)).toEqual(shown(ensemble(all, doubled, weighted)));
      },
    ),
  );
});

test('the order of members and of sentences changes nothing', () => {
  fc.assert(
    fc.property(voters, fc.array(weight, { minLength: 4, maxLength: 4 }), rules, (all, own, rule) => {
      const weights = all.map((_, voter): Weight => ({ overall: own[voter] as number }));
      const made = shown(ensemble(all, weights, rule));
      expect(shown(ensemble(all.toReversed(), weights.toReversed(), rule))).toEqual(made);
      const turned = all.map((voter) => ({ ...voter, sentences: voter.sentences.toReversed() }));
      expect(shown(ensemble(turned, weights, rule)).reverse()).toEqual(made);
    }),
  );
});

test('no two mentions overlap but under union, and every one names its voters', () => {
  fc.assert(
    fc.property(voters, rules, (all, rule) => {
      for (const { spans } of ensemble(all, uniform(all), rule)) {
        for (const [at, span] of spans.entries()) {
          expect(span.attributes?.votes?.split(' ').length).toBeGreaterThan(0);
          expect(span.score).toBeGreaterThan(0);
          const next = spans[at + 1];
          if (rule.method !== 'union' && next !== undefined)
            expect(next.start).toBeGreaterThanOrEqual(span.end);
        }
      }
    }),
  );
});
