import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, test } from 'vitest';
import { HilgenError } from '../base/errors.js';
import { iobOf } from './conll-write.js';
import { readCorpus, readDocuments, writeCorpus, writeDocuments } from './corpora.js';
import { formatNamed } from './formats.js';
import type { ReadOptions } from './read-options.js';
import type { Sentence } from './sentence.js';
import { documentOf } from './views.js';

const folder = mkdtempSync(join(tmpdir(), 'hilgen-corpus-'));
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

/** What each sentence reads as: its id, text, and its spans' words and labels. */
async function gist(path: string, options?: ReadOptions): Promise<unknown[]> {
  const sentences = await readCorpus(path, options);
  return sentences.map(({ id, text, spans }) => [
    id,
    text,
    ...spans.map(({ start, end, label }) => `${label}: ${text.slice(start, end)}`),
  ]);
}

async function failure(path: string, options?: ReadOptions): Promise<HilgenError> {
  const error = await readCorpus(path, options).catch((thrown: unknown) => thrown);
  if (!(error instanceof HilgenError)) throw new Error('no HilgenError was thrown');
  return error;
}

describe('tagged tokens', () => {
  test('leading blank lines, document starts, carriage returns, a last line without end', async () => {
    const path = file('a.train.tsv', '\n-DOCSTART-\tO\r\n\r\nRenal\tB-Sign\r\ncolic\tI-Sign\r\n\t\r\nAnd\tO');
    expect(await gist(path)).toEqual([
      ['a.train-1', 'Renal colic', 'Sign: Renal colic'],
      ['a.train-2', 'And'],
    ]);
    const [first, second] = await readCorpus(path);
    expect([first?.origin, second?.origin]).toEqual([
      { kind: 'gold', file: path, line: 4 },
      { kind: 'gold', file: path, line: 7 },
    ]);
  });

  test('a document start makes documents of sentences, of a single one too, and CoNLL writes it back', async () => {
    const path = file(
      'd.conll',
      '-DOCSTART- -X- -X- O\n\nGout NN _ B-A\n\nhurts VB _ O\n\n-DOCSTART- -X- -X- O\n\nNo DT _ O\n\n',
    );
    const sentences = await readCorpus(path);
    expect(sentences.map(({ id, document }) => [id, document])).toEqual([
      ['d-1', { id: 'd-d1', start: 0 }],
      ['d-2', { id: 'd-d1', start: 5 }],
      ['d-3', { id: 'd-d2', start: 0 }],
    ]);
    const out = join(folder, 'back.conll');
    await writeDocuments(out, readDocuments(path), { format: formatNamed('conll') });
    expect(readFileSync(out, 'utf8')).toBe(readFileSync(path, 'utf8'));
  });

  test('spaces as separators; white space of other alphabets belongs to the token', async () => {
    const spaced = file('spaced.txt', 'Ben\u00a0Nevis  I-LOC\nand O \n');
    expect(await gist(spaced)).toEqual([['spaced-1', 'Ben\u00a0Nevis and', 'LOC: Ben\u00a0Nevis']]);
    const tabbed = file('tabbed.tsv', 'new york\tB-LOC\n\u3000\tO\n');
    expect(await gist(tabbed)).toEqual([['tabbed-1', 'new york \u3000', 'LOC: new york']]);
  });

  test('prose in a .txt file, of which lines hold or end in what could be a tag, is plain text', async () => {
    const title = 'A gene of B-cells';
    for (const abstract of ['It encodes a class I-like protein.', 'It is O', 'They are B-cells']) {
      expect(await gist(file('prose.txt', `${title}\n${abstract}\n`))).toEqual([
        ['prose-1', title],
        ['prose-2', abstract],
      ]);
    }
  });

  test('tagged tokens in a .txt file with one line amiss are not taken for prose', async () => {
    for (const amiss of ['gout', 'gout very B-D'])
      expect((await failure(file('amiss.txt', `She O\nhas O\n${amiss}\n`))).message).toMatch(
        /amiss\.txt:3: /,
      );
  });

  test('more columns: the last, or the one asked for; gz by its bytes', async () => {
    const path = file('m.tsv.gz', gzipSync('gout\tB-T047\tB-C0018099\npain\tO\tB-C0030193\n'));
    expect(await gist(path)).toEqual([['m-1', 'gout pain', 'C0018099: gout', 'C0030193: pain']]);
    expect(await gist(path, { tagColumn: 2 })).toEqual([['m-1', 'gout pain', 'T047: gout']]);
    expect((await failure(path, { tagColumn: 4 })).message).toMatch(/:1: no column 4/);
  });

  test('IOB1 where the whole file is; a corpus that begins with a brace', async () => {
    const path = file('w.txt', 'Ann I-PER\nBob B-PER\nran O\n');
    expect(await gist(path)).toEqual([['w-1', 'Ann Bob ran', 'PER: Ann', 'PER: Bob']]);
    expect(await gist(file('brace.tsv', '{\tO\nx\tB-A\n'))).toEqual([['brace-1', '{ x', 'A: x']]);
    expect(await gist(file('brace.tsv', '{\tB-cell type\n'))).toEqual([['brace-1', '{', 'cell type: {']]);
    const json = '{"id":"a","text":"take B-12 daily","spans":[]}';
    expect(await gist(file('named.txt', json))).toEqual([['a', 'take B-12 daily']]);
  });

  test('an empty token outside mentions is passed over', async () => {
    expect(await gist(file('e.tsv', 'a\tO\n\tO\nb\tB-A\n'))).toEqual([['e-1', 'a b', 'A: b']]);
  });

  test.each<[string, string, number, RegExp]>([
    ['an I- without B-', 'a\tB-A\n\nb\tO\nc\tI-A\n', 4, /"I-A": no mention of A .*\n.*Make it B-A/],
    ['an I- after another label', 'a\tB-A\nb\tI-B\n', 2, /"I-B": no mention of B/],
    ['a line of one column', 'a\tO\nb\n', 2, /only one column \("b"\)/],
    ['a line of more columns', 'a\tO\n\nb\tO\tO\n', 3, /3 columns, but 2/],
    ['an unknown tag', 'a\tO\nb\tDisease\n', 2, /"Disease" is no IOB2 tag/],
    ['an end without beginning', 'a\tS-A\nb\tE-A\n', 2, /"E-A": no open mention/],
    ['a label on no token', 'a\tO\n\tB-A\n', 2, /the tag "B-A" without a token/],
    ['zeros', '\0\0\0', 1, /only one column/],
  ])('%s is reported with its line', async (_, content, line, message) => {
    const path = file('bad.tsv', content);
    const error = await failure(path);
    expect([error.code, error.where]).toEqual(['input', `${path}:${line}`]);
    expect(error.message).toMatch(message);
  });

  test('Latin-1 bytes, emptiness, a folder, a missing file', async () => {
    const latin = await failure(file('latin.tsv', Buffer.from('a\tO\ncaf\u00e9\tO\n', 'latin1')));
    expect(latin.message).toMatch(/latin\.tsv:2: bytes that are not UTF-8/);
    expect((await failure(file('empty.tsv', ''))).message).toMatch(/empty\.tsv: no sentences/);
    expect((await failure(file('starts.tsv', '-DOCSTART- O\n\n'))).message).toMatch(/no sentences/);
    expect((await failure(folder)).message).toMatch(/is a folder/);
    expect((await failure(join(folder, 'absent.tsv'))).message).toMatch(/no such file/);
  });
});

describe('JSON Lines', () => {
  test('without tokens, meta and order', async () => {
    const spans = [
      { start: 6, end: 11, label: 'B' },
      { start: 0, end: 5, label: 'A' },
    ];
    const path = file('n.jsonl', `\n${JSON.stringify({ id: 'x', text: 'gouty toes.', spans, more: 1 })}\n`);
    const [sentence] = await readCorpus(path);
    expect(sentence?.tokens).toHaveLength(3);
    expect(sentence?.spans.map(({ label }) => label)).toEqual(['A', 'B']);
    expect(sentence?.origin).toEqual({ kind: 'gold', file: path, line: 2 });
  });

  const good = { id: 'a', text: 'a 𝛼', spans: [] };
  test.each<[string, unknown, RegExp]>([
    ['broken JSON', '{"id": "b",', /not valid JSON/],
    ['no spans', { id: 'b', text: '' }, /spans: .*expected array/],
    ['a number as id', { ...good, id: 7 }, /id: .*expected string/],
    ['an offset in words', { ...good, spans: [{ start: '0', end: 1, label: 'A' }] }, /spans\[0\]\.start: /],
    ['a fraction', { ...good, spans: [{ start: 0.5, end: 1, label: 'A' }] }, /spans\[0\]\.start: /],
    ['a span past the end', { ...good, spans: [{ start: 0, end: 5, label: 'A' }] }, /span 0–5 .*4 units/],
    ['an empty span', { ...good, id: 'b', spans: [{ start: 1, end: 1, label: 'A' }] }, /span 1–1/],
    ['half a character', { ...good, spans: [{ start: 0, end: 3, label: 'A' }] }, /span 0–3 .*\n.*UTF-16/],
    ['a nameless label', { ...good, spans: [{ start: 0, end: 1, label: '' }] }, /spans\[0\]\.label/],
    [
      'tokens that overlap',
      {
        ...good,
        tokens: [
          { start: 0, end: 2 },
          { start: 1, end: 4 },
        ],
      },
      /token 1–4 begins before/,
    ],
    ['a token past the end', { ...good, tokens: [{ start: 0, end: 5 }] }, /token 0–5/],
    ['an unknown origin', { ...good, meta: { origin: { kind: 'guess' } } }, /meta\.origin\.kind/],
    ['an id again', good, /the id "a" stands in line 1/],
  ])('%s is reported with its line', async (_, line, message) => {
    const second = typeof line === 'string' ? line : JSON.stringify(line);
    const path = file('bad.jsonl', `${JSON.stringify(good)}\n${second}\n`);
    const error = await failure(path);
    expect([error.code, error.where]).toEqual(['input', `${path}:2`]);
    expect(error.message).toMatch(message);
  });
});

describe('writing', () => {
  const made = (text: string, over: Partial<Sentence> = {}): Sentence => ({
    id: 's',
    text,
    tokens: [{ start: 0, end: text.length }],
    spans: [],
    origin: { kind: 'gold', file: 'x', line: 1 },
    ...over,
  });

  test('the extension names the format', async () => {
    const path = join(folder, 'out', 'x.conll');
    await writeCorpus(path, [made('gout', { spans: [{ start: 0, end: 4, label: 'A' }] })]);
    expect(await gist(path)).toEqual([['x-1', 'gout', 'A: gout']]);
    await expect(writeCorpus(join(folder, 'x.csv'), [])).rejects.toThrow(
      /no corpus format .* \.csv\n.*\.tsv/,
    );
    await expect(writeCorpus(join(folder, 'x'), [])).rejects.toThrow(/without extension/);
  });

  test('what IOB would lose is refused', () => {
    const write = (sentence: Sentence) => () => iobOf(documentOf(sentence), {});
    expect(write(made('a\tb'))).toThrow(/sentence s: the token "a\\tb" cannot be written/);
    expect(write(made('-DOCSTART-'))).toThrow(/cannot be written as IOB/);
    expect(write(made('', { tokens: [] }))).toThrow(/a sentence without tokens/);
    expect(write(made('gout', { spans: [{ start: 0, end: 4, label: 'A\nB' }] }))).toThrow(/a label with/);
  });
});
