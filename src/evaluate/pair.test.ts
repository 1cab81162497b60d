import { describe, expect, test } from 'vitest';
import type { Sentence } from '../corpus/sentence.js';
import { pairSentences } from './pair.js';

const sentence = (id: string, text: string): Sentence => ({
  id,
  text,
  tokens: [],
  spans: [],
  origin: { kind: 'gold', file: 'made-up', line: 1 },
});
const corpus = (name: string, ...texts: string[]): Sentence[] =>
  texts.map((text, at) => sentence(`${name}-${at + 1}`, text));
const ids = (gold: readonly Sentence[], predicted: readonly Sentence[]): string[] =>
  pairSentences(gold, predicted).map((pair) => `${pair.gold.id} ${pair.predicted.id}`);

describe('pairs', () => {
  test('by id, in the order of the gold sentences', () => {
    const gold = corpus('test', 'gout', 'colic', 'pain');
    expect(ids(gold, gold.toReversed())).toEqual(['test-1 test-1', 'test-2 test-2', 'test-3 test-3']);
  });

  test('in order where the ids come from two file names', () => {
    const texts = ['gout', 'gout', 'pain'];
    expect(ids(corpus('a', ...texts), corpus('b', ...texts))).toEqual(['a-1 b-1', 'a-2 b-2', 'a-3 b-3']);
  });

  test('in order where ids are shared in part', () => {
    expect(
      ids([sentence('x', 'gout'), sentence('y', 'pain')], [sentence('x', 'gout'), sentence('z', 'pain')]),
    ).toEqual(['x x', 'y z']);
  });
});

describe('what does not belong together', () => {
  const gold = corpus('test', 'gout', 'renal colic');
  test.each<[string, Sentence[], RegExp]>([
    [
      'another text under an id',
      corpus('test', 'gout', 'renal pain'),
      /^sentence test-2: .*differ at 6: “renal colic”/,
    ],
    ['another text in order', corpus('b', 'gout', 'renal pain'), /^sentence test-2 and b-2: .*differ at 6/],
    ['a sentence too few', corpus('test', 'gout'), /^no prediction for test-2\n/],
    [
      'a sentence too many',
      corpus('test', 'gout', 'renal colic', 'pain'),
      /^no gold sentence for .* test-3\n/,
    ],
    ['none at all', [], /^2 gold sentences but 0 predicted/],
    ['other ids and number', corpus('b', 'gout'), /^2 gold sentences but 1 predicted ones, and their ids/],
    ['shared ids of another corpus', corpus('test', 'pain'), /^sentence test-1: .*“gout” and “pain”/],
    [
      'an id twice',
      [...corpus('test', 'gout', 'renal colic'), sentence('test-1', 'gout')],
      /an id stands twice/,
    ],
  ])('%s', (_, predicted, message) => {
    expect(() => pairSentences(gold, predicted)).toThrow(message);
  });
});
