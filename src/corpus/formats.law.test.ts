import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { readDocuments, writeDocuments } from './corpora.js';
import { type Document, piecesOf, type Relation, type Section } from './document.js';
import { fitDocument } from './fit.js';
import type { Format } from './format.js';
import { FORMATS, formatNamed } from './formats.js';
import { countLosses } from './losses.js';
import type { Span } from './sentence.js';

const folder = mkdtempSync(join(tmpdir(), 'hilgen-laws-'));
afterAll(() => rmSync(folder, { recursive: true }));

let made = 0;
async function through(format: Format, documents: readonly Document[]): Promise<Document[]> {
  const path = join(folder, `${made++}${format.name === 'brat' ? '' : format.extensions[0]}`);
  async function* all(): AsyncGenerator<Document> {
    yield* documents;
  }
  await writeDocuments(path, all(), { format });
  const read: Document[] = [];
  for await (const document of readDocuments(path, {}, format)) read.push(document);
  rmSync(path, { recursive: true });
  return read;
}

/** Latin, combining, Hebrew, Arabic, Han, astral, joined emoji, zero-width and odd white space. */
const pieces = [
  ...[
    'a',
    'Zeta',
    '7',
    '-',
    '{',
    '"',
    '\\',
    '<b>',
    '&amp;',
    '|',
    "'",
    'e\u0301',
    '\u05e9\u05dc',
    '\u0639\u200f',
  ],
  ...[
    '中文',
    '𝛼',
    '👩‍⚕️',
    '\ufe0f',
    '\u200b',
    '\u2060',
    'p<0.05',
    'e.g.',
    'Fig.',
    '[1]',
    '#',
    '=',
    'T1',
    'O',
    'B-x',
  ],
];
const spaces = [' ', '\u00a0', '\u2003', '\u3000', '  ', '\u2028'];
const lineEnds = ['\n', '\r\n', '\n\n', '\ufeff'];
const label = fc.constantFrom('Disease', 'Gene_or-product', '疾病', '__proto__');
const concept = fc.constantFrom('D012878', 'OMIM:1|D2', 'C-7', 'é');

interface Shape {
  readonly lineEnds?: boolean;
  readonly overlaps?: boolean;
  readonly fragments?: boolean;
  readonly concepts?: boolean;
}

const textOf = (shape: Shape): fc.Arbitrary<string> => {
  const gaps = shape.lineEnds ? [...spaces, ...lineEnds] : spaces;
  const part = fc.tuple(fc.constantFrom(...pieces), fc.constantFrom('', ...gaps));
  return fc
    .tuple(fc.array(part, { maxLength: 14 }), fc.constantFrom(...pieces))
    .map(([parts, last]) => parts.map(([piece, gap]) => piece + gap).join('') + last);
};

/** Stretches between characters, never of white space at their ends. */
function placesIn(text: string): number[] {
  const edges: number[] = [];
  let at = 0;
  for (const character of text) {
    edges.push(at);
    at += character.length;
  }
  return [...edges, at];
}

const spansOf = (text: string, shape: Shape): fc.Arbitrary<Span[]> => {
  const edges = placesIn(text);
  const place = fc.nat({ max: edges.length - 1 });
  const one = fc.record(
    { a: place, b: place, c: place, d: place, label, ...(shape.concepts && { concept }) },
    { requiredKeys: ['a', 'b', 'c', 'd', 'label'] },
  );
  return fc.array(one, { maxLength: 5 }).map((drawn) => {
    const spans: Span[] = [];
    for (const { a, b, c, d, ...rest } of drawn) {
      const [p, q, r, s] = [a, b, c, d].sort((x, y) => x - y).map((at) => edges[at] as number) as [
        number,
        number,
        number,
        number,
      ];
      const cut = shape.fragments && q < r && text.slice(q, r) !== '' && !/^[\r\n]*$/.test(text.slice(q, r));
      const fragments = cut
        ? [
            { start: p, end: q },
            { start: r, end: s },
          ]
        : undefined;
      const span: Span = { start: p, end: s, ...rest, ...(fragments && { fragments }) };
      const isClean = piecesOf(span).every(
        ({ start, end }) => start < end && text.slice(start, end).trim() === text.slice(start, end),
      );
      const collides =
        !shape.overlaps && spans.some((other) => other.start < span.end && span.start < other.end);
      if (isClean && !collides) spans.push(span);
    }
    return spans;
  });
};

const origin = { kind: 'gold', file: 'x', line: 1 } as const;

const documents = (shape: Shape): fc.Arbitrary<Document[]> =>
  fc
    .array(
      textOf(shape).chain((text) => spansOf(text, shape).map((spans) => ({ text, spans }))),
      { minLength: 1, maxLength: 3 },
    )
    .map((all) => all.map((one, at) => ({ id: `d${at}`, ...one, origin })));

/** Mentions by what every format keeps: the label, and how many characters other than white space come before. */
function gist(all: readonly Document[]): string[] {
  let before = 0;
  const mentions = all.flatMap(({ text, spans }) => {
    const seen = (to: number): number => before + text.slice(0, to).replace(/\s/g, '').length;
    const found = spans.map(({ start, end, label }) => [seen(start), seen(end), label] as const);
    before = seen(text.length);
    return found;
  });
  return mentions.sort((a, b) => a[0] - b[0] || a[1] - b[1]).map((mention) => mention.join(' '));
}

/** More documents than one digit counts, one mention in each. */
const twelve: Document[] = Array.from({ length: 12 }, (_, at) => ({
  id: `d${at}`,
  text: 'x'.repeat(at + 1),
  spans: [{ start: 0, end: at + 1, label: 'Disease' }],
  origin,
}));

const labelled = FORMATS.filter(({ holds }) => holds.spans);

describe('every pair of formats keeps the mentions that both can hold', () => {
  test.each(labelled.map((format) => [format.name, format] as const))('%s to each other', async (_, from) => {
    const property = fc.asyncProperty(documents({ lineEnds: true }), async (all) => {
      const expected = gist(all);
      const first = await through(from, all);
      expect(gist(first)).toEqual(expected);
      for (const to of labelled)
        expect([to.name, gist(await through(to, first))]).toEqual([to.name, expected]);
    });
    await fc.assert(property, { numRuns: 4, examples: [[twelve]] });
  });
});

/** The mentions with everything the law is about, less what the reader adds. */
const bare = ({ id: _, ...span }: Span): Span => span;

describe('reading undoes writing, text and offsets included', () => {
  const room: Readonly<Record<string, Shape>> = {
    pubtator: { overlaps: true, concepts: true },
    brat: { lineEnds: true, overlaps: true, fragments: true, concepts: true },
    'bioc-xml': { lineEnds: true, overlaps: true, fragments: true, concepts: true },
    'bioc-json': { lineEnds: true, overlaps: true, fragments: true, concepts: true },
    jsonl: { lineEnds: true, overlaps: true, fragments: true, concepts: true },
    spacy: { lineEnds: true, overlaps: true, concepts: true },
    'label-studio': { lineEnds: true, overlaps: true, concepts: true },
  };
  test.each(Object.keys(room))('%s', async (name) => {
    const property = fc.asyncProperty(documents(room[name] as Shape), async (all) => {
      const read = await through(formatNamed(name), all);
      expect(read.map(({ id, text }) => [id, text])).toEqual(all.map(({ id, text }) => [id, text]));
      const unique = name === 'spacy' ? withoutRepeats : (spans: readonly Span[]) => spans;
      expect(read.map(({ spans }) => spans.map(bare))).toEqual(all.map(({ spans }) => unique(spans)));
    });
    await fc.assert(property, { numRuns: 50 });
  });

  test('jsonl keeps the whole document', async () => {
    const whole: Document = {
      ...{ id: 'a', text: 'Ti. Ab' },
      spans: [{ start: 0, end: 2, label: 'A', id: 'T1', attributes: { x: 'y' }, surface: 'tI', score: 0.5 }],
      unknown: [{ start: 4, end: 6 }],
      sections: [
        { start: 0, end: 3, kind: 'title', attributes: { k: 'v' } },
        { start: 4, end: 6 },
      ] as Section[],
      sentences: [{ start: 0, end: 3, id: 's', tokens: [{ start: 0, end: 2 }], columns: [['N']], line: 3 }],
      relations: [
        {
          label: 'R',
          id: 'R1',
          arguments: [
            { role: 'a', span: 'T1' },
            { role: 'b', concept: 'C' },
          ],
        },
      ] as Relation[],
      ...{ attributes: { license: 'CC0' }, rest: { brat: ['#1\tNote T1\tx'] }, origin },
    };
    expect(await through(formatNamed('jsonl'), [whole])).toEqual([whole]);
  });
});

test('only jsonl keeps unknown stretches and votes, others say that they are lost', async () => {
  const votes = [{ start: 0, end: 2, label: 'A', teachers: ['dictionary'], probability: 0.4 }];
  const distant: Document = {
    ...{ id: 'a', text: 'Ti Ab', spans: [{ start: 3, end: 5, label: 'A' }], unknown: [{ start: 0, end: 2 }] },
    sentences: [
      {
        start: 0,
        end: 5,
        tokens: [
          { start: 0, end: 2 },
          { start: 3, end: 5 },
        ],
      },
    ],
    origin: { kind: 'distant', file: 'raw.txt', line: 3, teachers: ['dictionary'], votes },
  };
  expect(await through(formatNamed('jsonl'), [distant])).toEqual([distant]);
  for (const { name, holds } of labelled.filter((format) => format.name !== 'jsonl')) {
    const losses = countLosses();
    fitDocument(distant, holds, 'outer', losses);
    expect([name, losses.list().map(({ kind }) => kind)]).toEqual([
      name,
      ['unknown stretches, taken as outside mentions'],
    ]);
  }
});

function withoutRepeats(spans: readonly Span[]): Span[] {
  const seen = new Map(
    spans.map((span) => [JSON.stringify([span.start, span.end, span.label, span.concept]), span]),
  );
  return [...seen.values()];
}
