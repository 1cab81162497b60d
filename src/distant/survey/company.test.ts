import fc from 'fast-check';
import { expect, test } from 'vitest';
import { companyOf } from './company.js';
import { contextModel } from './context-model.js';
import type { NameUse } from './name-uses.js';
import { makeWordUses } from './word-uses.js';

const WORDS = ['patients', 'with', 'mg', 'of', 'daily', ''];
const words = makeWordUses();
for (const [at, word] of WORDS.entries())
  if (word !== '') for (let count = 0; count <= 100 * at; count++) words.add(word, false);

const anyContext = fc.tuple(...Array.from({ length: 4 }, () => fc.constantFrom(...WORDS)));
const anyUse = fc
  .record({
    kind: fc.string(),
    label: fc.constantFrom('Disease', 'Chemical'),
    contexts: fc.array(anyContext, { minLength: 1, maxLength: 6 }),
  })
  .map((use): NameUse => ({ ...use, written: use.kind, count: use.contexts.length }));

test('a model without some of its contexts is the model of the others', () => {
  fc.assert(
    fc.property(fc.array(anyContext), fc.array(anyContext), anyContext, (kept, left, asked) => {
      const without = contextModel([...kept, ...left], words).without(left);
      expect(without.score(asked)).toBeCloseTo(contextModel(kept, words).score(asked), 9);
    }),
  );
});

test('names are judged by the names of their own label, and a quantile by each of them without itself', () => {
  fc.assert(
    fc.property(
      fc.array(anyUse, { minLength: 1, maxLength: 12 }),
      fc.double({ min: 0.01, max: 1, noNaN: true }),
      (uses, share) => {
        const company = companyOf(uses, words);
        for (const label of ['Disease', 'Chemical']) {
          const own = uses.filter((use) => use.label === label);
          const places = own
            .flatMap((use) => {
              const others = companyOf(
                own.filter((other) => other !== use),
                words,
              );
              return use.contexts.map(() => others.of(label).ofName(use));
            })
            .sort((a, b) => a - b);
          const expected = places[Math.ceil(share * places.length - 1e-9) - 1] ?? Number.POSITIVE_INFINITY;
          const found = company.of(label).quantile(share);
          if (Number.isFinite(expected)) expect(found).toBeCloseTo(expected, 9);
          else expect(found).toBe(expected);
        }
      },
    ),
  );
});

test('what stands like drugs stands not like diseases', () => {
  const name = (label: string, context: string[]): NameUse => ({
    ...{ kind: `${label} name`, label, written: label, count: 30 },
    contexts: Array.from({ length: 30 }, () => context),
  });
  const company = companyOf(
    [name('Disease', ['patients', 'with', '', '']), name('Chemical', ['mg', 'of', 'daily', ''])],
    words,
  );
  const dose = { contexts: [['mg', 'of', 'daily', '']] };
  expect(company.of('Chemical').ofName(dose)).toBeGreaterThan(0);
  expect(company.of('Disease').ofName(dose)).toBeLessThan(0);
  expect(company.best(['mg', 'of', 'daily', '']).label).toBe('Chemical');
  expect(companyOf([], words).best(['mg', 'of', 'daily', ''])).toEqual({ label: undefined, score: 0 });
});
