import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { plain } from '../../../test/support/sentences.js';
import { PREFIXES } from '../../corpus/scheme.js';
import type { Span, Token } from '../../corpus/sentence.js';
import { tagsToSpans } from '../../corpus/tags-to-spans.js';
import { schemeTransitions } from './constraints.js';
import { pathScore } from './loss.js';
import { spansOf, type Tagging } from './spans.js';

const tokensOf = (count: number): Token[] =>
  Array.from({ length: count }, (_, at) => ({ start: 3 * at, end: 3 * at + 2 }));

describe.each(['io', 'iob2', 'iobes'] as const)('spans under %s', (scheme) => {
  const labels = scheme === 'iobes' ? ['CELL'] : ['CELL', 'DRUG'];
  const prefixes = [...PREFIXES[scheme]];
  const tags = ['O', ...labels.flatMap((label) => prefixes.map((prefix) => `${prefix}-${label}`))];
  const tagging: Tagging = { tags, scheme, transitions: schemeTransitions(tags, scheme) };
  const scores = fc.integer({ min: 1, max: 4 }).chain((words) =>
    fc
      .array(fc.double({ min: -3, max: 3, noNaN: true }), {
        minLength: words * tags.length,
        maxLength: words * tags.length,
      })
      .map((values) => Float64Array.from(values)),
  );

  /** Every allowed sequence with its spans and its weight. */
  function worlds(emissions: Float64Array): { spans: Span[]; weight: number }[] {
    const words = emissions.length / tags.length;
    let paths: number[][] = [[]];
    for (let word = 0; word < words; word++)
      paths = paths.flatMap((path) => tags.map((_, tag) => [...path, tag]));
    return paths
      .map((path) => ({ path, weight: Math.exp(pathScore(emissions, path, tagging.transitions)) }))
      .filter(({ weight }) => weight > 0)
      .map(({ path, weight }) => ({
        spans: tagsToSpans(
          tokensOf(words),
          path.map((tag) => tags[tag] as string),
          scheme,
        ),
        weight,
      }));
  }

  test('are those of the best sequence, each with the share of the sequences that hold it', () => {
    fc.assert(
      fc.property(scores, (emissions) => {
        const all = worlds(emissions);
        const total = all.reduce((sum, { weight }) => sum + weight, 0);
        const most = Math.max(...all.map(({ weight }) => weight));
        const best = all.filter(({ weight }) => weight > most * (1 - 1e-9)).map(({ spans }) => spans);
        const found = spansOf(tokensOf(emissions.length / tags.length), emissions, tagging);
        expect(best).toContainEqual(plain(found));
        for (const { score = 0, start, end, label } of found) {
          const holding = all.filter(({ spans }) =>
            spans.some((span) => span.start === start && span.end === end && span.label === label),
          );
          const share = holding.reduce((sum, { weight }) => sum + weight, 0) / total;
          expect(Math.abs(score - Math.max(share, 1e-4))).toBeLessThanOrEqual(5.1e-5);
        }
      }),
      { numRuns: 60 },
    );
  });
});
