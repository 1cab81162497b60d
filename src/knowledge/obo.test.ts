import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import type { SourceHeader, TermRecord } from './importer.js';
import { readObo } from './obo.js';
import { warningLog } from './warnings.js';

const folder = mkdtempSync(join(tmpdir(), 'hilgen-obo-'));

async function read(content: string | Buffer) {
  const path = join(folder, 'x.obo');
  writeFileSync(path, content);
  const { warn, summary } = warningLog();
  const items: (SourceHeader | TermRecord)[] = [];
  for await (const item of readObo(path, warn)) items.push('kind' in item ? item : item.term);
  return { items, warnings: summary() };
}

const HEAD =
  'format-version: 1.2\ndata-version: 7\nontology: toy\nremark: Under the CC0 licence.\n\n[Term]\nid: T:1\n';

const TERM = {
  ...{ kind: 'term', id: 'T:1', line: 6, name: undefined, definition: undefined, obsolete: false },
  ...{ altIds: [], synonyms: [], parents: [], types: [], xrefs: [] },
};

describe('readObo', () => {
  const cases: [string, string, object][] = [
    ['a name with a qualifier', 'name: a b {xref="P:1"}', { name: 'a b' }],
    ['a name with a comment', 'name: a b ! so', { name: 'a b' }],
    ['a name with braces of its own', 'name: poly{x}', { name: 'poly{x}' }],
    ['escapes', 'name: a\\:b\\, \\"c\\"', { name: 'a:b, "c"' }],
    ['a definition', 'name: a\ndef: "x \\"y\\"\\nz" [P:1, Q:2]', { name: 'a', definition: 'x "y"\nz' }],
    ['an is_a', 'name: a\nis_a: T:2 {s="x"} ! b', { name: 'a', parents: [{ id: 'T:2', line: 9 }] }],
    ['ids', 'name: a\nalt_id: T:9\nxref: P\\:1 "d"', { name: 'a', altIds: ['T:9'], xrefs: ['P:1'] }],
    ['obsolete', 'is_obsolete: true', { obsolete: true }],
    ['tags not read', 'name: a\nsubset: x\nrelationship: p T:3\ncreated_by: x', { name: 'a' }],
    ['other stanzas', 'name: a\n\n[Typedef]\nid: p\nname: part of', { name: 'a' }],
  ];
  test.each(cases)('%s', async (_, lines, expected) => {
    const { items, warnings } = await read(`${HEAD}${lines}\n`);
    expect(items[1]).toEqual({ ...TERM, ...expected });
    expect(items).toHaveLength(2);
    expect(warnings).toEqual([]);
  });

  test.each([
    ['synonym: "a" BROAD []', 'BROAD'],
    ['synonym: "a" []', 'EXACT'],
    ['synonym: "a"', 'EXACT'],
    ['synonym: "a" RELATED layperson [P:1]', 'RELATED'],
    ['narrow_synonym: "a" []', 'NARROW'],
  ])('%s', async (line, scope) => {
    const { items } = await read(`${HEAD}name: b\n${line}\n`);
    expect(items[1]).toMatchObject({ synonyms: [{ text: 'a', scope }] });
  });

  test('the header, and gz', async () => {
    const { items } = await read(gzipSync(`${HEAD}name: a`));
    expect(items[0]).toEqual({
      kind: 'header',
      name: 'toy',
      version: '7',
      licence: 'Under the CC0 licence.',
    });
    expect(items[1]).toMatchObject({ name: 'a' });
  });

  test('what makes no sense is a warning with its place', async () => {
    const lines = ['name: a', 'synonym: oops', 'no colon', 'name: b', 'is_a: ', 'def: "open'];
    const { items, warnings } = await read(`${HEAD}${lines.join('\n')}\n\n[Term]\nname: c\n`);
    expect(items[1]).toMatchObject({ name: 'a', synonyms: [], parents: [] });
    expect(items).toHaveLength(2);
    expect(warnings).toMatchObject([{ kind: 'malformed line', count: 6 }]);
    expect(warnings[0]?.examples[0]).toBe('x.obo:9: a quoted text was expected: synonym: oops');
  });

  test('a long line is read in linear time', async () => {
    const { items } = await read(`${HEAD}name: a\ndef: "${'\\" {= ! '.repeat(1_000_000)}" []\n`);
    expect(items[1]).toMatchObject({ name: 'a' });
  });

  test.each([
    ['plain text', 'hello\n'],
    ['nothing', ''],
    ['bytes', Buffer.from([0xff, 0xfe, 0, 1])],
    ['a torn gz', gzipSync(HEAD.repeat(500)).subarray(0, 60)],
  ])('%s is an error', async (_, content) => {
    await expect(read(content)).rejects.toMatchObject({ code: 'input' });
  });
});
