import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Sentence, Span } from '../corpus/sentence.js';
import { listErrors, type PredictionError } from './errors.js';
import { scoreStrict } from './strict.js';

const sentence = (spans: readonly Span[]): Sentence => ({
  id: 's-1',
  text: 'x'.repeat(20),
  tokens: [],
  spans,
  origin: { kind: 'gold', file: 'made-up', line: 1 },
});
const at = (start: number, end: number, label = 'A'): Span => ({ start, end, label });
const errors = (gold: readonly Span[], predicted: readonly Span[]): PredictionError[] =>
  listErrors([{ gold: sentence(gold), predicted: sentence(predicted) }]);

/** `boundary A 0-2 / A 0-3`. */
function gist(error: PredictionError): string {
  const show = ({ start, end, label }: Span): string => `${label} ${start}-${end}`;
  const gold = error.kind === 'spurious' ? '' : show(error.gold);
  const predicted = error.kind === 'missed' ? '' : show(error.predicted);
  return `${error.kind} ${gold} / ${predicted}`;
}

describe('one sentence', () => {
  test.each<[string, Span[], Span[], string[]]>([
    ['nothing wrong', [at(0, 2)], [at(0, 2)], []],
    ['other bounds', [at(0, 2)], [at(0, 3)], ['boundary A 0-2 / A 0-3']],
    ['another label', [at(0, 2)], [at(0, 2, 'B')], ['type A 0-2 / B 0-2']],
    ['neither bounds nor label', [at(0, 2)], [at(0, 3, 'B')], ['missed A 0-2 / ', 'spurious  / B 0-3']],
    ['touching is no overlap', [at(0, 2)], [at(2, 3)], ['missed A 0-2 / ', 'spurious  / A 2-3']],
    ['a correct span is no partner', [at(0, 2)], [at(0, 2), at(0, 3)], ['spurious  / A 0-3']],
    [
      'the longer overlap first',
      [at(0, 9)],
      [at(0, 2), at(3, 9)],
      ['spurious  / A 0-2', 'boundary A 0-9 / A 3-9'],
    ],
    [
      'the same bounds before an equal overlap',
      [at(0, 2)],
      [at(0, 2, 'B'), at(0, 4)],
      ['type A 0-2 / B 0-2', 'spurious  / A 0-4'],
    ],
    ['one span cut in two', [at(0, 2), at(2, 4)], [at(0, 4)], ['boundary A 0-2 / A 0-4', 'missed A 2-4 / ']],
  ])('%s', (_, gold, predicted, expected) => {
    expect(errors(gold, predicted).map(gist).sort()).toEqual([...expected].sort());
  });

  test('a span that stands twice is one error', () => {
    expect(errors([], [at(0, 1), at(0, 1)])).toHaveLength(1);
  });
});

const spans = fc.array(
  fc
    .tuple(fc.nat({ max: 8 }), fc.integer({ min: 1, max: 4 }), fc.constantFrom('A', 'B'))
    .map(([start, length, label]) => at(start, start + length, label)),
  { maxLength: 6 },
);

test('every wrong span stands in exactly one error: the counts agree with the strict scores', () => {
  fc.assert(
    fc.property(spans, spans, (gold, predicted) => {
      const found = errors(gold, predicted);
      const { strict } = scoreStrict([{ gold: { spans: gold }, predicted: { spans: predicted } }]);
      expect(found.filter(({ kind }) => kind !== 'spurious')).toHaveLength(strict.gold - strict.correct);
      expect(found.filter(({ kind }) => kind !== 'missed')).toHaveLength(strict.predicted - strict.correct);
    }),
  );
});

test('the order in which spans are given is of no account', () => {
  fc.assert(
    fc.property(spans, spans, (gold, predicted) => {
      const turned = errors(gold.toReversed(), predicted.toReversed()).map(gist);
      expect(turned.sort()).toEqual(errors(gold, predicted).map(gist).sort());
    }),
  );
});
