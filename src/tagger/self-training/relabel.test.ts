import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sentenceOf } from '../../../test/support/sentences.js';
import { unknownTokens } from '../../corpus/unknown.js';
import { logSoftmaxRows } from '../transformer/log-softmax.js';
import { tagSet } from '../transformer/tag-set.js';
import { relabelled } from './relabel.js';

const SET = tagSet(['DRUG']);
const sentence = sentenceOf('aspirin eased the hay/DRUG fever');
const settings = { confidence: 0.9, teacher: 'a teacher' };

/** Log-probabilities: of each word the tag that is sure by so much. */
function scoresOf(words: readonly (readonly [tag: string, sure: number])[]): Float32Array {
  const rows = words.flatMap(([tag, sure]) =>
    SET.tags.map((own) => (own === tag ? sure : (1 - sure) / (SET.tags.length - 1))),
  );
  return Float32Array.from(rows, Math.log);
}

test('what the teacher is sure of is taught, the rest is unknown, labels that were there do not count', () => {
  const sure = scoresOf([
    ['B-DRUG', 0.99],
    ['O', 0.99],
    ['O', 0.7],
    ['B-DRUG', 0.6],
    ['O', 0.999],
  ]);
  const { spans, unknown, origin, text } = relabelled(sentence, sure, SET, settings);
  expect(spans).toMatchObject([{ start: 0, end: 7, label: 'DRUG' }]);
  expect(unknown?.map(({ start, end }) => text.slice(start, end))).toEqual(['the hay']);
  expect(origin).toMatchObject({
    kind: 'distant',
    teachers: ['a teacher'],
    votes: [
      { start: 0, end: 7, teachers: ['a teacher'] },
      { start: 18, end: 21, label: 'DRUG' },
    ],
  });
});

describe('whatever the teacher says', () => {
  const drawn = fc.record({
    scores: fc
      .array(fc.double({ min: -6, max: 6, noNaN: true }), { minLength: 15, maxLength: 15 })
      .map((values) => logSoftmaxRows(Float32Array.from(values), SET.tags.length)),
    confidence: fc.double({ min: 0.01, max: 1, noNaN: true }),
  });

  test('no unknown token is in a span, and more confidence asked for leaves no more spans', () => {
    fc.assert(
      fc.property(drawn, ({ scores, confidence }) => {
        const made = relabelled(sentence, scores, SET, { ...settings, confidence });
        const isUnknown = unknownTokens(made);
        made.tokens.forEach(({ start, end }, at) => {
          const isInside = made.spans.some((span) => span.start <= start && end <= span.end);
          expect(isInside && isUnknown[at]).toBe(false);
        });
        const stricter = relabelled(sentence, scores, SET, { ...settings, confidence: (1 + confidence) / 2 });
        expect(made.spans).toEqual(expect.arrayContaining([...stricter.spans]));
      }),
    );
  });
});
