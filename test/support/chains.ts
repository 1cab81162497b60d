import fc from 'fast-check';
import type { Transitions } from '../../src/tagger/crf/transitions.js';

const score = fc.double({ min: -4, max: 4, noNaN: true });
const perhapsForbidden = fc.oneof(
  { weight: 4, arbitrary: score },
  { weight: 1, arbitrary: fc.constant(Number.NEGATIVE_INFINITY) },
);
const values = (of: fc.Arbitrary<number>, length: number) =>
  fc.array(of, { minLength: length, maxLength: length }).map((list) => Float64Array.from(list));

/** Scores of a linear chain. */
export interface Chain {
  readonly emissions: Float64Array;
  readonly transitions: Transitions;
}

const chainsOver = (transition: fc.Arbitrary<number>, least = 0): fc.Arbitrary<Chain> =>
  fc.tuple(fc.integer({ min: least, max: 4 }), fc.integer({ min: 1, max: 3 })).chain(([words, tags]) =>
    fc.record({
      emissions: values(score, words * tags),
      transitions: fc.record({
        between: values(transition, tags * tags),
        start: values(transition, tags),
        end: values(transition, tags),
      }),
    }),
  );

/** Chains that allow everything. */
export const chains = chainsOver(score);
/** Chains with forbidden transitions, at least one path being left. */
export const constrained = chainsOver(perhapsForbidden, 1).filter((chain) =>
  paths(chain).some((path) => scoreOf(chain, path) > Number.NEGATIVE_INFINITY),
);

/** Every sequence of tags. */
export function paths({ emissions, transitions }: Chain): number[][] {
  const tags = transitions.start.length;
  let all: number[][] = [[]];
  for (let word = 0; word < emissions.length / tags; word++)
    all = all.flatMap((path) => Array.from({ length: tags }, (_, tag) => [...path, tag]));
  return all;
}

/** The score of a sequence, written apart from `pathScore`: that is checked too. */
export function scoreOf(
  { emissions, transitions: { between, start, end } }: Chain,
  path: readonly number[],
): number {
  const tags = start.length;
  if (path.length === 0) return 0;
  let sum = (start[path[0] as number] as number) + (end[path.at(-1) as number] as number);
  for (const [word, tag] of path.entries()) sum += emissions[word * tags + tag] as number;
  for (let word = 1; word < path.length; word++)
    sum += between[(path[word - 1] as number) * tags + (path[word] as number)] as number;
  return sum;
}
