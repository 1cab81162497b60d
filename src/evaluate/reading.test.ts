import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { readCorpus, type Sentence } from '../corpus/index.js';
import { pairSentences } from './pair.js';
import { readGold, readPrediction } from './read.js';
import { readingsOf } from './tagged-sentence.js';

const folder = mkdtempSync(join(tmpdir(), 'hilgen-reading-'));
afterAll(() => rmSync(folder, { recursive: true }));

function file(content: string | Uint8Array, name = 'file.tsv'): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

/** Without what only one of the readers knows. */
const plain = ({ id, text, tokens, spans, origin }: Sentence) => ({
  id,
  text,
  tokens: [...tokens],
  spans: [...spans],
  origin: { kind: origin.kind, ...(origin.kind === 'gold' && { line: origin.line }) },
});

const ROWS = 'IL-2\tB-Gene\n\u{1f9ec}é\tI-Gene\nand\tO\nTNF\tB-Gene\n\ngout\tB-Disease\n';

describe('the fast reader gives what the careful one gives', () => {
  test.each<[string, string | Uint8Array]>([
    ['tabs', ROWS],
    ['no line end at the end', ROWS.trimEnd()],
    ['blank lines before, between and behind', `\n\n${ROWS.replaceAll('\n\n', '\n\n \t\n\n')}\n\n`],
    ['CRLF', ROWS.replaceAll('\n', '\r\n')],
    ['a byte order mark', `\uFEFF${ROWS}`],
    ['gz', gzipSync(ROWS)],
    ['spaces', ROWS.replaceAll('\t', '  ')],
    ['three columns', ROWS.replaceAll('\t', '\tNN\t')],
    ['documents', `-DOCSTART-\tO\n\n${ROWS}\n-DOCSTART-\tO\n\n${ROWS}`],
    ['an empty token with the tag O', ROWS.replace('and\t', '\t')],
    ['IOBES', 'a\tB-A\nb\tI-A\nc\tE-A\nd\tS-B\n'],
    ['BILOU', 'a\tB-A\nb\tL-A\nc\tU-A\n'],
    ['IOB1', 'a\tI-A\nb\tI-A\nc\tB-A\nd\tI-B\n'],
  ])('%s', async (_, content) => {
    const path = file(content);
    const careful = (await readCorpus(path)).map(plain);
    expect((await readGold(path)).map(plain)).toEqual(careful);
    expect((await readPrediction(path)).map(plain)).toEqual(careful);
  });

  test('whatever the tokens are', async () => {
    const token = fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 5 })
      .filter((text) => !/[\s\p{C}]/u.test(text));
    const tag = fc.constantFrom('O', 'B-A', 'B-B');
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(fc.tuple(token, tag), { minLength: 1, maxLength: 5 }), {
          minLength: 1,
          maxLength: 5,
        }),
        async (sentences) => {
          const text = sentences.map((rows) => rows.map((row) => `${row.join('\t')}\n`).join('')).join('\n');
          const path = file(text, 'any.tsv');
          expect((await readPrediction(path)).map(plain)).toEqual((await readCorpus(path)).map(plain));
        },
      ),
      { numRuns: 60 },
    );
  });

  test('a file longer than a piece', async () => {
    const path = file(`${ROWS}\n`.repeat(90_000), 'long.tsv');
    const sentences = await readPrediction(path);
    expect(sentences).toHaveLength(180_000);
    expect(sentences.at(-1)?.text).toBe('gout');
    expect(sentences.at(-1)?.spans).toEqual([{ start: 0, end: 4, label: 'Disease' }]);
  });
});

describe('errors name the place', () => {
  test.each<[string, string | Uint8Array, RegExp]>([
    ['a line without a tag', 'a\tO\nb\n', /file\.tsv:2: only one column/],
    ['another number of columns', 'a\tO\nb\tx\tO\n', /file\.tsv:2: 3 columns, but 2/],
    ['no tag', 'a\tO\nb\tDisease\n', /file\.tsv:2: "Disease" is no tag/],
    ['no sentences', '\n\n', /no sentences in this file/],
    [
      'bytes that are not UTF-8',
      Buffer.from([97, 9, 79, 10, 0xff, 9, 79, 10]),
      /file\.tsv:2: bytes that are not UTF-8/,
    ],
    ['tags of two schemes', 'a\tS-A\nb\tU-A\nc\tS-A\n', /file\.tsv:2: "U-A" is no IOBES tag/],
  ])('%s', async (_, content, message) => {
    await expect(readPrediction(file(content))).rejects.toThrow(message);
  });

  test('gold must be well-formed, a prediction need not be', async () => {
    const path = file('a\tB-A\nb\tI-B\n\nc\tB-A\n');
    await expect(readGold(path)).rejects.toThrow(/file\.tsv:2: tag "I-B"/);
    const [first] = await readPrediction(path);
    expect(first && readingsOf(first)).toEqual({
      lenient: [
        { start: 0, end: 1, label: 'A' },
        { start: 2, end: 3, label: 'B' },
      ],
      strict: [{ start: 0, end: 1, label: 'A' }],
    });
  });

  test('a missing file', async () => {
    await expect(readPrediction(join(folder, 'absent.tsv'))).rejects.toThrow(/no such file/);
  });
});

describe('texts that are spaced or cut otherwise', () => {
  const sentence = (
    id: string,
    text: string,
    marked: readonly string[] = [],
    document?: string,
  ): Sentence => ({
    id,
    text,
    tokens: [],
    spans: marked.map((words) => ({
      start: text.indexOf(words),
      end: text.indexOf(words) + words.length,
      label: 'A',
    })),
    origin: { kind: 'gold', file: 'made-up', line: 1 },
    ...(document !== undefined && { document: { id: document, start: 0 } }),
  });
  const found = (gold: readonly Sentence[], predicted: readonly Sentence[]): string[][] =>
    pairSentences(gold, predicted).map((pair) =>
      pair.predicted.spans.map(({ start, end }) => pair.gold.text.slice(start, end)),
    );

  test('a tokenised prediction of a text as it was written', () => {
    expect(
      found([sentence('a', 'IL-2 (high)')], [sentence('x-1', 'IL - 2 ( high )', ['IL - 2', 'high'])]),
    ).toEqual([['IL-2', 'high']]);
  });

  test('sentences that end elsewhere, document by document', () => {
    const gold = [
      sentence('d-1', 'One two.', [], 'd'),
      sentence('d-2', 'Three.', [], 'd'),
      sentence('e-1', 'Four.', [], 'e'),
    ];
    const predicted = [
      sentence('e', 'Four.', ['Four'], 'e'),
      sentence('d', 'One two. Three.', ['two', 'Three'], 'd'),
    ];
    expect(found(gold, predicted)).toEqual([['two'], ['Three'], ['Four']]);
  });

  test('sentences without documents, in another order than the documents', () => {
    const gold = [sentence('d', 'One two. Three.', [], 'd'), sentence('e', 'Four five.', [], 'e')];
    const predicted = [
      sentence('x-1', 'Four five .', ['five']),
      sentence('x-2', 'One two .', ['One']),
      sentence('x-3', 'Three .', ['Three']),
    ];
    expect(found(gold, predicted)).toEqual([['One', 'Three'], ['five']]);
    expect(
      found(
        predicted,
        gold.map((one) => ({ ...one, spans: [{ start: 0, end: 4, label: 'A' }] })),
      ),
    ).toEqual([['Four'], ['One'], []]);
  });

  test('other words are refused', () => {
    expect(() => found([sentence('a', 'gout')], [sentence('a', 'ulcer')])).toThrow(/texts? differ/);
  });
});
