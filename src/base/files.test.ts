import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, expect, it } from 'vitest';
import { readJson, readLines, readText, writeFileAtomic } from './files.js';

const folder = mkdtempSync(join(tmpdir(), 'hilgen-files-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function put(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

async function linesOf(path: string): Promise<[number, string][]> {
  const lines: [number, string][] = [];
  for await (const { number, text } of readLines(path)) lines.push([number, text]);
  return lines;
}

it.each([
  ['no content', '', []],
  ['no last line end', 'a\nb', ['a', 'b']],
  ['carriage returns', 'a\r\n\r\nb\r\n', ['a', '', 'b']],
  ['a byte order mark', '\uFEFFa\n', ['a']],
  ['other line separators inside a line', 'a\u2028b\u0085c\n', ['a\u2028b\u0085c']],
])('reads lines of a file with %s, plain and gz', async (name, content, expected) => {
  const numbered = expected.map((text, at) => [at + 1, text]);
  expect(await linesOf(put(`${name}.txt`, content))).toEqual(numbered);
  expect(await linesOf(put(`${name}.gz`, gzipSync(content)))).toEqual(numbered);
});

it('joins lines that straddle the chunks it reads in', async () => {
  const long = ['x'.repeat(300_000), 'é'.repeat(300_000), 'end'];
  expect((await linesOf(put('long.txt', long.join('\n')))).map(([, text]) => text)).toEqual(long);
});

it('names the line of bytes that are not UTF-8', async () => {
  const path = put('latin1.txt', Buffer.from('fine\ncaf\xe9\n', 'latin1'));
  await expect(linesOf(path)).rejects.toMatchObject({ code: 'input', where: `${path}:2` });
});

it.each([
  ['a gz file cut short', () => put('cut.gz', gzipSync('abc'.repeat(10_000)).subarray(0, 60))],
  ['a missing file', () => join(folder, 'nowhere.txt')],
  ['a folder', () => folder],
])('gives one clear error for %s', async (_, make) => {
  const path = make();
  await expect(readText(path)).rejects.toMatchObject({
    name: 'HilgenError',
    code: 'input',
    where: expect.stringContaining(path),
  });
});

it('says that a file is not JSON', async () => {
  await expect(readJson(put('broken.json', '{'))).rejects.toMatchObject({ code: 'input' });
});

it('leaves the old file and no temporary one where writing fails half-way', async () => {
  const path = put('kept.txt', 'old');
  const failing = (function* () {
    yield 'new';
    throw new Error('half-way');
  })();
  await expect(writeFileAtomic(path, failing)).rejects.toThrow('half-way');
  expect(readFileSync(path, 'utf8')).toBe('old');
  expect(readdirSync(folder).filter((name) => name.includes('.tmp'))).toEqual([]);
});

it('makes missing folders, and says where a file stands in the way of one', async () => {
  await writeFileAtomic(join(folder, 'a/b/c.txt'), ['x', 'y']);
  expect(readFileSync(join(folder, 'a/b/c.txt'), 'utf8')).toBe('xy');
  await expect(writeFileAtomic(join(folder, 'a/b/c.txt/d'), 'z')).rejects.toMatchObject({ code: 'input' });
});
