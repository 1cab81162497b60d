import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { labelsOf, type Sentence } from '../sentence.js';
import { SAMPLE_MODES, type SampleMode, sampleFewShot } from './few-shot.js';
import { mentionCounts } from './mentions.js';

/** A sentence with these mentions, one token each. */
function holding(id: string, labels: readonly string[]): Sentence {
  const tokens = labels.map((_, at) => ({ start: 2 * at, end: 2 * at + 1 }));
  return {
    id,
    text: labels.map(() => 'x').join(' '),
    tokens,
    spans: tokens.map((token, at) => ({ ...token, label: labels[at] ?? '' })),
    origin: { kind: 'gold', file: 'made-up', line: 1 },
  };
}

const corpora = fc
  .array(fc.array(fc.constantFrom('A', 'A', 'A', 'B', 'B', 'C'), { maxLength: 4 }), { maxLength: 25 })
  .map((all) => all.map((labels, at) => holding(`s-${at}`, labels)));
const settings = fc.record({ shots: fc.integer({ min: 1, max: 6 }), seed: fc.nat({ max: 50 }) });

const idsOf = (sentences: readonly Sentence[]): string[] => sentences.map(({ id }) => id);
const sentencesWith = (sentences: readonly Sentence[], label: string): number =>
  sentences.filter((sentence) => mentionCounts(sentence).has(label)).length;
const mentionsOf = (sentences: readonly Sentence[], label: string): number =>
  sentences.reduce((total, sentence) => total + (mentionCounts(sentence).get(label) ?? 0), 0);

describe.each(SAMPLE_MODES)('%s', (mode) => {
  test('draws sentences of the corpus, once each, in its order, the same for the same seed', () => {
    fc.assert(
      fc.property(corpora, settings, (corpus, { shots, seed }) => {
        const { sentences } = sampleFewShot(corpus, { mode, shots, seed });
        const chosen = new Set(idsOf(sentences));
        expect(sentences).toEqual(corpus.filter(({ id }) => chosen.has(id)));
        expect(sentences.every(({ spans }) => spans.length > 0)).toBe(true);
        expect(sampleFewShot(corpus, { mode, shots, seed }).sentences).toEqual(sentences);
      }),
    );
  });

  test('another seed draws other sentences', () => {
    const corpus = Array.from({ length: 60 }, (_, at) => holding(`s-${at}`, ['A']));
    const draws = [1, 2, 3].map((seed) =>
      idsOf(sampleFewShot(corpus, { mode, shots: 5, seed }).sentences).join(),
    );
    expect(new Set(draws).size).toBe(3);
    expect(draws.every((ids) => ids.split(',').length === 5)).toBe(true);
  });

  test('a label that does not occur falls short by all', () => {
    const options = { mode, shots: 2, seed: 1, labels: ['A', 'Z'] };
    const { shortfalls } = sampleFewShot([holding('a', ['A']), holding('b', ['A'])], options);
    expect(shortfalls).toEqual([{ label: 'Z', wanted: 2, found: 0 }]);
  });
});

const draw = (mode: SampleMode, corpus: readonly Sentence[], shots: number, seed: number) =>
  sampleFewShot(corpus, { mode, shots, seed });

describe('sentences-per-type', () => {
  const mode = 'sentences-per-type';

  test('every label has its shots or all there are, and the union is no larger than the draws', () => {
    fc.assert(
      fc.property(corpora, settings, (corpus, { shots, seed }) => {
        const { sentences, shortfalls } = draw(mode, corpus, shots, seed);
        const labels = labelsOf(corpus);
        for (const label of labels) {
          const there = sentencesWith(corpus, label);
          expect(sentencesWith(sentences, label)).toBeGreaterThanOrEqual(Math.min(shots, there));
          const short = shortfalls.find((one) => one.label === label);
          expect(short).toEqual(there < shots ? { label, wanted: shots, found: there } : undefined);
        }
        expect(sentences.length).toBeLessThanOrEqual(labels.length * shots);
      }),
    );
  });

  test('more shots keep the sentences of fewer', () => {
    fc.assert(
      fc.property(corpora, settings, (corpus, { shots, seed }) => {
        const fewer = idsOf(draw(mode, corpus, shots, seed).sentences);
        const more = new Set(idsOf(draw(mode, corpus, shots + 1, seed).sentences));
        expect(fewer.every((id) => more.has(id))).toBe(true);
      }),
    );
  });

  test("a label's draw does not depend on the others: the sample is the union of the labels' own", () => {
    fc.assert(
      fc.property(corpora, settings, (corpus, { shots, seed }) => {
        const alone = labelsOf(corpus).flatMap((label) =>
          idsOf(sampleFewShot(corpus, { mode, shots, seed, labels: [label] }).sentences),
        );
        expect(new Set(idsOf(draw(mode, corpus, shots, seed).sentences))).toEqual(new Set(alone));
      }),
    );
  });
});

test('at-least-k: every label has k mentions or all there are', () => {
  fc.assert(
    fc.property(corpora, settings, (corpus, { shots, seed }) => {
      const { sentences, shortfalls } = draw('at-least-k', corpus, shots, seed);
      for (const label of labelsOf(corpus)) {
        const there = mentionsOf(corpus, label);
        expect(mentionsOf(sentences, label)).toBeGreaterThanOrEqual(Math.min(shots, there));
        expect(shortfalls.some((one) => one.label === label)).toBe(there < shots);
      }
    }),
  );
});

test('at-least-k: what the rarer label brings along is not drawn again', () => {
  const rare = Array.from({ length: 5 }, (_, at) => holding(`r-${at}`, ['B', 'A']));
  const common = Array.from({ length: 40 }, (_, at) => holding(`c-${at}`, ['A']));
  expect(idsOf(draw('at-least-k', [...common, ...rare], 5, 3).sentences)).toEqual(idsOf(rare));
});

test('at-most-k: no label exceeds k, and no sentence that was left would still fit', () => {
  fc.assert(
    fc.property(corpora, settings, (corpus, { shots, seed }) => {
      const { sentences, shortfalls } = draw('at-most-k', corpus, shots, seed);
      const chosen = new Set(idsOf(sentences));
      const room = (label: string): number => shots - mentionsOf(sentences, label);
      for (const label of labelsOf(corpus)) {
        expect(room(label)).toBeGreaterThanOrEqual(0);
        expect(shortfalls.some((one) => one.label === label)).toBe(room(label) > 0);
      }
      for (const sentence of corpus.filter(({ id, spans }) => !chosen.has(id) && spans.length > 0)) {
        expect([...mentionCounts(sentence)].some(([label, count]) => count > room(label))).toBe(true);
      }
    }),
  );
});
