import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PREFIXES, SCHEMES, type Scheme } from '../../corpus/scheme.js';
import { tagsToSpans } from '../../corpus/tags-to-spans.js';
import { schemeTransitions } from './constraints.js';
import { pathScore } from './loss.js';
import { addTransitions, freeTransitions } from './transitions.js';
import { bestPath } from './viterbi.js';

const tagsOf = (scheme: Scheme): string[] => [
  'O',
  ...['CELL', 'DRUG'].flatMap((label) => [...PREFIXES[scheme]].map((prefix) => `${prefix}-${label}`)),
];

function isReadable(tags: readonly string[], scheme: Scheme): boolean {
  try {
    tagsToSpans(
      tags.map((_, at) => ({ start: 2 * at, end: 2 * at + 1 })),
      tags,
      scheme,
    );
    return true;
  } catch {
    return false;
  }
}

describe.each(SCHEMES)('%s', (scheme) => {
  const tags = tagsOf(scheme);
  const transitions = schemeTransitions(tags, scheme);
  const tag = fc.nat(tags.length - 1);

  test('allows what the reader of tags reads, and nothing else', () => {
    fc.assert(
      fc.property(fc.array(tag, { minLength: 1, maxLength: 5 }), (path) => {
        const emissions = new Float64Array(path.length * tags.length);
        const allowed = pathScore(emissions, path, transitions) === 0;
        expect(allowed).toBe(
          isReadable(
            path.map((number) => tags[number] as string),
            scheme,
          ),
        );
      }),
      { numRuns: 500 },
    );
  });

  test('the best path under it can be read, whatever the scores', () => {
    const scores = fc.nat(6).chain((words) =>
      fc.array(fc.double({ min: -9, max: 9, noNaN: true }), {
        minLength: words * tags.length,
        maxLength: words * tags.length,
      }),
    );
    fc.assert(
      fc.property(scores, (values) => {
        const path = bestPath(Float64Array.from(values), transitions);
        expect(
          isReadable(
            path.map((number) => tags[number] as string),
            scheme,
          ),
        ).toBe(true);
      }),
    );
  });
});

test('constraints added to learnt transitions forbid what they forbid and leave the rest', () => {
  const learnt = freeTransitions(3);
  learnt.between.fill(0.5);
  const tags = ['O', 'B-X', 'I-X'];
  const { between, start } = addTransitions(learnt, schemeTransitions(tags, 'iob2'));
  const never = Number.NEGATIVE_INFINITY;
  expect([...between]).toEqual([0.5, 0.5, never, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5]);
  expect([...start]).toEqual([0, 0, never]);
});

test('a tag of another scheme is refused', () => {
  expect(() => schemeTransitions(['O', 'E-X'], 'iob2')).toThrow('E-X is no tag of iob2');
});
