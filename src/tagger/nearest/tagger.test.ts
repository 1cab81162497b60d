import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { collect, plain, sentenceOf } from '../../../test/support/sentences.js';
import type { Sentence } from '../../corpus/sentence.js';
import { tagsToSpans } from '../../corpus/tags-to-spans.js';
import { projectTransitions } from './abstract-transitions.js';
import { transitionsOf } from './support.js';
import { NearestTagger } from './tagger.js';
import { microF1, TEMPERATURES } from './tune.js';
import type { WordVectors } from './word-vectors.js';

/** A word's vector is its own letters' direction on a circle: nothing else counts. */
const angleOf = (word: string): number =>
  [...word].reduce((sum, letter) => sum + letter.charCodeAt(0), 0) / 50;

const CIRCLE: WordVectors = {
  width: 2,
  vectorsOf: async function* (sentences) {
    for (const { text, tokens } of sentences)
      yield Float32Array.from(
        tokens.flatMap(({ start, end }) => {
          const angle = angleOf(text.slice(start, end));
          return [3 * Math.cos(angle), 3 * Math.sin(angle)];
        }),
      );
  },
  close: async () => {},
};

const SUPPORT = ['ab/DRUG ko/+ ku cc', 'cd/RASH la/+ bb/DRUG', 'aa ac'].map((text) => sentenceOf(text));
const LABELS = ['DRUG', 'RASH'];

const CLASSED = SUPPORT.flatMap(({ text, tokens, spans }) =>
  tokens.map(({ start, end }) => {
    const owner = spans.find((span) => span.start <= start && span.end >= end);
    return { angle: angleOf(text.slice(start, end)), number: owner ? 1 + LABELS.indexOf(owner.label) : 0 };
  }),
);

/** Squared Euclidean distances on the unit circle: 2 − 2 cos. */
function distances({ text, tokens }: Sentence): number[][] {
  return tokens.map(({ start, end }) => {
    const angle = angleOf(text.slice(start, end));
    return [0, 1, 2].map((number) =>
      Math.min(
        ...CLASSED.filter((row) => row.number === number).map((row) => 2 - 2 * Math.cos(angle - row.angle)),
      ),
    );
  });
}

const sentences = fc
  .array(fc.array(fc.constantFrom(...'abcdklou'), { minLength: 1, maxLength: 2 }), { maxLength: 5 })
  .map((words) => sentenceOf(words.map((letters) => letters.join('')).join(' ')));

/** Every sequence of classes with its score; ties are left out by the callers. */
function best(
  sentence: Sentence,
  score: (path: readonly number[]) => number,
): { path: number[]; lead: number } {
  let paths: number[][] = [[]];
  for (const _ of sentence.tokens)
    paths = paths.flatMap((path) => [0, 1, 2].map((number) => [...path, number]));
  const [first, second] = paths
    .map((path) => ({ path, value: score(path) }))
    .sort((a, b) => b.value - a.value);
  return { path: first?.path ?? [], lead: (first?.value ?? 0) - (second?.value ?? Number.NEGATIVE_INFINITY) };
}

const spansOf = ({ tokens }: Sentence, path: readonly number[]) =>
  tagsToSpans(
    tokens,
    path.map((number) => (number === 0 ? 'O' : `I-${LABELS[number - 1]}`)),
    'io',
  );

const nearness = (sentence: Sentence) => {
  const table = distances(sentence);
  return (path: readonly number[]): number =>
    path.reduce((sum, number, at) => sum - ((table[at] as number[])[number] as number), 0);
};

describe('against all sequences', () => {
  test('NNShot gives each token the class of its nearest neighbour', async () => {
    const tagger = await NearestTagger.over(CIRCLE, SUPPORT, 'squared-euclidean');
    expect(tagger.labels).toEqual(LABELS);
    await fc.assert(
      fc.asyncProperty(sentences, async (sentence) => {
        const { path, lead } = best(sentence, nearness(sentence));
        fc.pre(lead > 1e-5);
        const [found = []] = await collect(tagger.tag([sentence]));
        expect(plain(found)).toEqual(spansOf(sentence, path));
      }),
    );
    await tagger.close();
  });

  test('StructShot the best sequence under the transitions', async () => {
    const tagger = await NearestTagger.over(CIRCLE, SUPPORT, 'squared-euclidean');
    const counts = transitionsOf(SUPPORT);
    expect(counts).toEqual({
      start: { outside: 1, inside: 2 },
      outside: { outside: 2, inside: 0 },
      inside: { outside: 1, same: 2, other: 1 },
    });
    await fc.assert(
      fc.asyncProperty(sentences, fc.constantFrom(...TEMPERATURES), async (sentence, temperature) => {
        const { start, between } = projectTransitions(counts, 2, temperature);
        const near = nearness(sentence);
        const score = (path: readonly number[]): number =>
          path.reduce(
            (sum, number, at) =>
              sum + ((at === 0 ? start[number] : between[(path[at - 1] as number) * 3 + number]) as number),
            near(path),
          );
        const { path, lead } = best(sentence, score);
        fc.pre(lead > 1e-5);
        const [found = []] = await collect(tagger.withTransitions(counts, temperature).tag([sentence]));
        expect(plain(found)).toEqual(spansOf(sentence, path));
      }),
    );
    await tagger.close();
  });
});

test('many sentences together give what each gives alone', async () => {
  const tagger = await NearestTagger.over(CIRCLE, SUPPORT, 'manhattan');
  const many = Array.from({ length: 700 }, (_, at) => sentenceOf(`ab ${'klo'[at % 3]} cd`, `s${at}`));
  const found = await collect(tagger.tag(many));
  const alone = await Promise.all(many.slice(0, 3).map((sentence) => collect(tagger.tag([sentence]))));
  expect(found).toEqual(many.map((_, at) => alone[at % 3]?.[0]));
  await tagger.close();
});

test('the temperature chosen is the first of those with the highest F1 on the development set', async () => {
  const tagger = await NearestTagger.over(CIRCLE, SUPPORT, 'cosine');
  const dev = [sentenceOf('ab/DRUG ko/+ bb ku'), sentenceOf('cd/RASH aa cc')];
  const counts = transitionsOf(SUPPORT);
  const f1s: number[] = [];
  for (const temperature of TEMPERATURES) {
    const found = await collect(tagger.withTransitions(counts, temperature).tag(dev));
    f1s.push(
      microF1(
        dev.map(({ spans }) => spans),
        found,
      ),
    );
  }
  const { temperature, f1 } = await tagger.tune(counts, dev);
  expect(f1).toBe(Math.max(...f1s));
  expect(temperature).toBe(TEMPERATURES[f1s.indexOf(f1)]);
  await tagger.close();
});

test.each([
  ['a/X b c', 'a/X b c', 1],
  ['a/X b/Y c', 'a/X b/X c', 0.5],
  ['a/X b/+ c', 'a/X b c', 0],
  ['a b c', 'a b c', 0],
  ['a/X b/X c/X', 'a/X b c', 0.5],
])('F1 of %s found as %s is %d', (gold, found, f1) => {
  expect(microF1([sentenceOf(gold).spans], [sentenceOf(found).spans])).toBeCloseTo(f1, 9);
});

test('a support without mentions is refused', async () => {
  await expect(NearestTagger.over(CIRCLE, [sentenceOf('aa bb')], 'cosine')).rejects.toThrow('no neighbours');
});
