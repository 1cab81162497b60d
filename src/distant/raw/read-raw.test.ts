import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, expect, test } from 'vitest';
import type { Sentence } from '../../corpus/index.js';
import { type RawOptions, rawBlocks } from './read-raw.js';

const folder = mkdtempSync(join(tmpdir(), 'hilgen-raw-'));
afterAll(() => rmSync(folder, { recursive: true }));
const at = (name: string): string => join(folder, name);

async function read(paths: readonly string[], options?: RawOptions): Promise<Sentence[]> {
  const all: Sentence[] = [];
  for await (const block of rawBlocks(paths, options)) all.push(...block);
  return all;
}

test('a short text file is one document, gz too, and files of one name keep apart', async () => {
  mkdirSync(at('other'));
  writeFileSync(at('a.txt'), 'On gout (G).\n\nG is bad. It hurts.\n');
  writeFileSync(at('other/a.txt.gz'), gzipSync('One.'));
  const sentences = await read([at('a.txt'), at('other')]);
  expect(sentences.map(({ id, text, document }) => [id, text, document?.id])).toEqual([
    ['a-1-1', 'On gout (G).', 'a-1'],
    ['a-1-2', 'G is bad.', 'a-1'],
    ['a-1-3', 'It hurts.', 'a-1'],
    ['a~2-1-1', 'One.', 'a~2-1'],
  ]);
});

test('a long text file is cut at blank lines, with their line numbers; --raw-lines cuts at every line', async () => {
  const paragraph = `${'A word. '.repeat(100)}\nAnd more.`;
  writeFileSync(at('long.txt'), `${Array.from({ length: 200 }, () => paragraph).join('\n\n')}\n`);
  const sentences = await read([at('long.txt')]);
  const documents = new Map(
    sentences.map(({ document, origin }) => [document?.id, 'line' in origin && origin.line]),
  );
  expect(documents.size).toBe(200);
  expect([...documents.values()]).toEqual(Array.from({ length: 200 }, (_, number) => 3 * number + 1));
  expect(sentences).toHaveLength(200 * 101);
  const lines = await read([at('a.txt')], { lines: true });
  expect(lines.map(({ document, origin }) => [document?.id, 'line' in origin && origin.line])).toEqual([
    ['a-1', 1],
    ['a-2', 3],
    ['a-2', 3],
  ]);
});

test('labels of a corpus are not looked at, not even to cut sentences', async () => {
  const text = 'It is gout. Or not.';
  const line = (spans: object[]) => `${JSON.stringify({ id: 'd', text, spans, sections: [] })}\n`;
  writeFileSync(at('with.jsonl'), line([{ start: 6, end: 14, label: 'D' }]));
  writeFileSync(at('without.jsonl'), line([]));
  const [one, other] = [await read([at('with.jsonl')]), await read([at('without.jsonl')])];
  const bare = (all: Sentence[]) => all.map(({ origin: _, ...rest }) => rest);
  expect(bare(one)).toEqual(bare(other));
  expect(one.map((sentence) => sentence.text)).toEqual(['It is gout.', 'Or not.']);
  expect(one.every(({ spans }) => spans.length === 0)).toBe(true);
});

test('nothing to read is an error', async () => {
  writeFileSync(at('empty.txt'), ' \n');
  await expect(read([at('empty.txt')])).rejects.toMatchObject({ code: 'input', what: 'no text' });
  await expect(read([at('none.txt')])).rejects.toMatchObject({ code: 'input', what: 'no such file' });
});
