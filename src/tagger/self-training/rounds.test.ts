import { expect, test } from 'vitest';
import { sentenceOf } from '../../../test/support/sentences.js';
import type { Sentence } from '../../corpus/sentence.js';
import { chooseConfidence } from './confidence.js';
import { selfTrain } from './rounds.js';

const gold = sentenceOf('aspirin/DRUG eased it');
const raw = sentenceOf('the fever/DISEASE fell');

/** Runs with students whose F1 is known beforehand; notes what they learnt from. */
async function run(scores: readonly (number | undefined)[]) {
  const lessons: string[] = [];
  const found = await selfTrain<string>({
    fixed: [gold],
    raw: [raw],
    rounds: 3,
    learn: async (sentences, round) => {
      lessons.push(sentences.map(({ id }) => id).join(' + '));
      return { model: `student ${round}`, f1: scores[round - 1] };
    },
    relabel: async (model) => {
      const sentences: Sentence[] = [{ ...raw, id: `raw by ${model}`, unknown: [{ start: 0, end: 3 }] }];
      return { sentences, confidence: 0.9 };
    },
  });
  return { ...found, lessons };
}

test('without development sentences every round is run and the last is kept', async () => {
  const { model, chosen, rounds, lessons } = await run([]);
  expect([model, chosen]).toEqual(['student 4', 4]);
  expect(lessons).toEqual([
    `${gold.id} + ${raw.id}`,
    `${gold.id} + raw by student 1`,
    `${gold.id} + raw by student 2`,
    `${gold.id} + raw by student 3`,
  ]);
  expect(rounds[0]).toEqual({ round: 1, f1: undefined, spans: 1, unknown: 0 });
  expect(rounds[1]).toEqual({ round: 2, f1: undefined, confidence: 0.9, spans: 1, unknown: 1 });
});

test('it ends with the first student that is no better than its teacher, who is kept', async () => {
  const { model, chosen, rounds } = await run([0.4, 0.6, 0.6, 0.9]);
  expect([model, chosen]).toEqual(['student 2', 2]);
  expect(rounds.map(({ f1 }) => f1)).toEqual([0.4, 0.6, 0.6]);
});

test('the confidence is the one whose spans have the best F0.5, of equal ones the highest', () => {
  const spans = (...scores: readonly number[]) =>
    scores.map((score, at) => ({ start: at, end: at + 1, label: 'A', score }));
  const labelled: Sentence = { ...gold, spans: spans(1, 1) };
  expect(chooseConfidence([labelled], [spans(0.85, 0.72, 0.6)])).toBe(0.7);
  expect(chooseConfidence([labelled], [spans(0.97, 0.6)])).toBe(0.6);
  expect(chooseConfidence([labelled], [[]])).toBe(0.99);
});
