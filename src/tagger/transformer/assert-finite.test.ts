import { expect, test } from 'vitest';
import { assertFiniteLoss, assertFiniteNorm } from './assert-finite.js';
import type { Example } from './examples.js';

const batch = (...ids: string[]): Example[] =>
  ids.map((sentence) => ({ sentence, window: { length: 1, columns: {}, words: [] }, tags: [] }));

const gradients = {
  dense: new Map([
    ['layer.weight', Float32Array.of(1, Number.NaN)],
    ['layer.bias', Float32Array.of(1)],
  ]),
  rows: new Map([['words', { rows: [3], data: Float32Array.of(Number.POSITIVE_INFINITY) }]]),
};

test('a gradient that is no number is named with its step and sentences', () => {
  expect(() => assertFiniteNorm(Number.NaN, gradients, 6, batch('s1', 's1', 's2'))).toThrow(
    'step 7: the gradient is not finite for layer.weight, words, sentences s1, s2\n  Try a smaller learning rate or a longer warm-up.',
  );
});

test.each([Number.NaN, Number.POSITIVE_INFINITY])('a loss of %d stops the training', (loss) => {
  const many = Array.from({ length: 11 }, (_, at) => `s${at}`);
  expect(() => assertFiniteLoss(loss, 0, batch(...many))).toThrow(
    `step 1: the loss is ${loss}, sentences s0, s1, s2, s3, s4, s5, s6, s7 and 3 more\n  It is the first step`,
  );
});

test('numbers pass', () => {
  expect(() => assertFiniteLoss(0.5, 3, batch('s'))).not.toThrow();
  expect(() => assertFiniteNorm(0.5, gradients, 3, batch('s'))).not.toThrow();
});
