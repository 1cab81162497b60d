import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { collect } from '../../test/support/sentences.js';
import type { Document } from '../corpus/document.js';
import type { Sentence, Span } from '../corpus/sentence.js';
import { type DocumentTaggingOptions, tagDocuments } from './tag-documents.js';
import type { TaggerModel } from './tagger.js';

/** Finds every word of five letters or more in capitals; longer ones with more confidence. */
function shouting(seen: Sentence[] = []): TaggerModel {
  const spansOf = ({ text }: Sentence): Span[] =>
    Array.from(text.matchAll(/\b[A-Z]{5,}\b/g), ({ 0: word, index }) => ({
      ...{ start: index, end: index + word.length, label: 'LOUD' },
      score: Math.min(1, word.length / 10),
    }));
  return {
    labels: ['LOUD'],
    async *tag(sentences) {
      seen.push(...sentences);
      for (const sentence of sentences) yield spansOf(sentence);
    },
    close: async () => {},
  };
}

async function* streamed(documents: readonly Document[]): AsyncGenerator<Document> {
  yield* documents;
}

const document = (id: string, text: string, more: Partial<Document> = {}): Document => ({
  ...{ id, text, spans: [], origin: { kind: 'gold', file: 'test', line: 1 } },
  ...more,
});

async function tagAll(
  documents: readonly Document[],
  options?: DocumentTaggingOptions,
  model = shouting(),
): Promise<Document[]> {
  const groups = await collect(tagDocuments(model, streamed(documents), options));
  return groups.flatMap((group) => group.documents);
}

const surfaces = ({ text, spans }: Document): string[] =>
  spans.map(({ start, end }) => text.slice(start, end));

const word = fc.constantFrom(
  'ASPIRIN',
  'and',
  'RASHES',
  'p.',
  'Ω',
  '😀',
  'of',
  'it.\nNew',
  'HEADACHES.',
  'the end.',
);
const texts = fc.array(
  fc.array(word, { maxLength: 12 }).map((words) => words.join(' ')),
  { maxLength: 8 },
);

describe('any documents', () => {
  test('have their mentions at the places of the document, in the order given, whatever is tagged together', () =>
    fc.assert(
      fc.asyncProperty(texts, fc.integer({ min: 1, max: 9 }), async (given, together) => {
        const documents = given.map((text, at) => document(`d${at}`, text));
        const tagged = await tagAll(documents, { together });
        expect(tagged.map(({ id, text }) => [id, text])).toEqual(documents.map(({ id, text }) => [id, text]));
        expect(tagged.map(surfaces)).toEqual(given.map((text) => text.match(/\b[A-Z]{5,}\b/g) ?? []));
      }),
    ));
});

test('mentions in the source are neither shown to the tagger nor kept, its sentence and token marks are', async () => {
  const seen: Sentence[] = [];
  const gold: Span = { start: 2, end: 12, label: 'GOLD', id: 'T1' };
  const text = 'GREEN. Ideas SLEEP.';
  const sentences = [
    {
      start: 0,
      end: 19,
      tokens: [
        { start: 0, end: 12 },
        { start: 13, end: 19 },
      ],
    },
  ];
  const relations = [{ label: 'of', arguments: [{ role: 'a', span: 'T1' }] }];
  const marked = document('a', text, {
    spans: [gold],
    sentences,
    relations,
    rest: { brat: ['#1\tnote\tT1'] },
  });
  const plain = document('b', text, { spans: [gold] });
  const [first, second] = (await tagAll([marked, plain], {}, shouting(seen))) as [Document, Document];
  expect(seen.map((sentence) => [sentence.text, sentence.spans])).toEqual([
    [text, []],
    ['GREEN.', []],
    ['Ideas SLEEP.', []],
  ]);
  expect(seen[0]?.tokens).toEqual(sentences[0]?.tokens);
  expect([first.sentences, first.relations, first.rest]).toEqual([sentences, undefined, undefined]);
  expect([surfaces(first), surfaces(second)]).toEqual([
    ['GREEN', 'SLEEP'],
    ['GREEN', 'SLEEP'],
  ]);
});

test('a sentence cut from another document stays where it is', async () => {
  const text = 'so LOUD again HERETOFORE';
  const cut = document('a-2', text, {
    sentences: [{ start: 0, end: text.length }],
    part: { id: 'a', start: 40 },
  });
  expect((await tagAll([cut])).map(surfaces)).toEqual([['HERETOFORE']]);
});

test('mentions below the least score are left out', async () => {
  const documents = [document('a', 'RASHES and HEADACHES of PAINFULNESS')];
  expect((await tagAll(documents, { minScore: 0.9 })).map(surfaces)).toEqual([['HEADACHES', 'PAINFULNESS']]);
});

test('a document is asked for only when those before it are through', async () => {
  let asked = 0;
  async function* counted(): AsyncGenerator<Document> {
    for (; asked < 100; ) yield document(`d${asked++}`, 'One SENTENCE here.');
  }
  for await (const { documents, sentences } of tagDocuments(shouting(), counted(), { together: 3 })) {
    expect([documents.length, sentences]).toEqual([3, 3]);
    if (documents[0]?.id === 'd3') break;
  }
  expect(asked).toBe(6);
});

test('progress counts documents, and a signal stops between groups', async () => {
  const controller = new AbortController();
  const documents = ['One here. Two here.', 'Three.', 'Four.'].map((text, at) => document(`d${at}`, text));
  const done: number[] = [];
  const model: TaggerModel = {
    ...shouting(),
    async *tag(sentences, options) {
      for (const at of sentences.keys()) {
        options?.onProgress?.({ done: at + 1, total: sentences.length });
        yield [];
      }
      controller.abort();
    },
  };
  const work = {
    signal: controller.signal,
    onProgress: (progress: { done: number }) => done.push(progress.done),
  };
  await expect(tagAll(documents, { ...work, together: 3 }, model)).rejects.toMatchObject({
    code: 'interrupted',
  });
  expect(done).toEqual([2 / 3, 4 / 3, 2]);
});
