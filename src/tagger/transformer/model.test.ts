import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { collect, sentenceOf } from '../../../test/support/sentences.js';
import type { Sentence, Span } from '../../corpus/sentence.js';
import { wordWindows } from '../../encoder/windows.js';
import type { Session } from '../../tensor/session.js';
import { taggerModel } from './model.js';
import { tagSet } from './tag-set.js';

const SET = tagSet(['CELL', 'DRUG']);
const COUNT = SET.tags.length;

/** Any word's scores: decided by its number alone, so that windows must not matter. */
const scoresOf = (word: number): number[] =>
  Array.from({ length: COUNT }, (_, tag) => 3 * Math.sin(7 * word + 2 * tag));

/** Words are numbers; one of two digits has two pieces, of which the first stands for it. */
function encoderOf(limit: number): Parameters<typeof taggerModel>[1] {
  return {
    inputs: [{ name: 'ids', type: 'int64', width: 1 }],
    split: async (sentences) =>
      sentences.map((words) => {
        const lengths = words.map((word) => word.length);
        return wordWindows(lengths, limit, Math.floor(limit / 2)).map(({ first, end, from, to }) => {
          const ids: number[] = [];
          const labelled: { word: number; piece: number }[] = [];
          for (let word = first; word < end; word++) {
            if (word >= from && word < to) labelled.push({ word, piece: ids.length });
            ids.push(Number(words[word]), ...Array<number>((lengths[word] as number) - 1).fill(98));
          }
          return { length: ids.length, columns: { ids }, words: labelled };
        });
      }),
  };
}

/** Remembers how large its batches were. */
function sessionOf(sizes: number[] = []): Session {
  return {
    run: async ({ ids }) => {
      const [batch = 0, length = 0] = ids?.shape ?? [];
      sizes.push(batch * length);
      const data = Float32Array.from([...(ids?.data ?? [])].flatMap((id) => scoresOf(Number(id))));
      return { logits: { data, shape: [batch, length, COUNT] } };
    },
    close: async () => {},
  };
}

const sentences = fc
  .array(fc.array(fc.nat(97), { maxLength: 40 }), { minLength: 1, maxLength: 12 })
  .map((list) => list.map((words, at) => sentenceOf(words.join(' '), `s${at}`)));

const tag = (limit: number, batchPieces: number, given: readonly Sentence[]): Promise<(readonly Span[])[]> =>
  collect(taggerModel(sessionOf(), encoderOf(limit), SET, { batchPieces }).tag(given));

describe('where each word has its scores whatever surrounds it', () => {
  test('windows of any length leave no seam: the spans and their scores are those of the whole sentence', () =>
    fc.assert(
      fc.asyncProperty(sentences, fc.integer({ min: 4, max: 30 }), async (given, limit) => {
        expect(await tag(limit, 64, given)).toEqual(await tag(1000, 64, given));
      }),
    ));

  test('batches are as small as asked for, but for a window that is longer alone, and decide nothing', () =>
    fc.assert(
      fc.asyncProperty(sentences, fc.integer({ min: 1, max: 60 }), async (given, batchPieces) => {
        const sizes: number[] = [];
        const model = taggerModel(sessionOf(sizes), encoderOf(20), SET, { batchPieces });
        expect(await collect(model.tag(given))).toEqual(await tag(20, 512, given));
        expect(Math.max(0, ...sizes)).toBeLessThanOrEqual(Math.max(20, batchPieces));
      }),
    ));
});
