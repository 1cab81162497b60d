import { mkdtempSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { buildKnowledgeBase } from './build.js';
import { openKnowledgeBase } from './store.js';
import { withTestKnowledgeBase } from './testing.js';

const OBO = `ontology: toy
[Term]
id: T:1
name: first thing
alt_id: T:9
[Term]
id: T:2
name: second thing
synonym: "robert'); DROP TABLE concept;--" EXACT []
synonym: "first thing" RELATED []
is_a: T:9
is_a: T:3
is_a: T:4
is_a: T:2
[Term]
id: T:3
name: old thing
is_obsolete: true
[Term]
id: T:2
name: second again
xref: U:1
`;

const emptyFolder = (): string => mkdtempSync(join(tmpdir(), 'hilgen-kb-'));

describe('a build', () => {
  test('counts what it read, kept and put up with', () =>
    withTestKnowledgeBase(OBO, (kb, report) => {
      expect(report.sources[0]).toMatchObject({
        name: 'toy',
        counts: { terms: { read: 4, kept: 3 }, obsolete: 1, names: { read: 6, kept: 6 }, liveRelations: 4 },
      });
      expect(report.relations).toBe(1);
      const kinds = report.warnings.map(({ kind, count }) => `${count} ${kind}`);
      expect(kinds).toEqual(['1 duplicate id', '1 unknown parent', '1 obsolete parent', '1 own parent']);
      expect(kb.summary()).toMatchObject({ concepts: 2, obsolete: 1, names: 5, relations: 1, untyped: 2 });
      expect(kb.summary().warnings).toEqual(report.warnings);
      expect(kb.summary().sources).toEqual(report.sources);
    }));

  test('answers by id, alternative id and any name, exact ones first', () =>
    withTestKnowledgeBase(OBO, (kb) => {
      expect(kb.concept('T:9')?.id).toBe('T:1');
      expect(kb.concept('T:77')).toBeUndefined();
      expect(kb.lookup('First-Thing').map(({ id }) => id)).toEqual(['T:1']);
      expect(kb.lookup("Robert'); DROP TABLE concept;--")[0]).toMatchObject({ id: 'T:2', xrefs: ['U:1'] });
      // Of two stanzas with one id neither is the first: the order of lines must not matter.
      expect(kb.lookup('second thing')[0]?.name).toBe('second again');
      expect(kb.parents('T:2')).toEqual([{ id: 'T:1', name: 'first thing' }]);
      expect(kb.similarNames('first thinc', 2)).toEqual(['first thing']);
      expect([...kb.names()].map(({ text, concept, scope }) => `${concept} ${scope} ${text}`)).toEqual([
        'T:1 name first thing',
        'T:2 name second again',
        "T:2 EXACT robert'); DROP TABLE concept;--",
        'T:2 EXACT second thing',
        'T:2 RELATED first thing',
      ]);
    }));

  test('joins several files by id', async () => {
    const folder = emptyFolder();
    writeFileSync(join(folder, 'a.obo'), '[Term]\nid: A:1\nname: a\nis_a: B:1\n');
    writeFileSync(join(folder, 'b.obo'), '[Term]\nid: B:1\nname: b\n');
    const files = ['a.obo', 'b.obo'].map((name) => ({ format: 'obo' as const, path: join(folder, name) }));
    const report = await buildKnowledgeBase(files, join(folder, 'deep', 'x.kb'));
    expect(report).toMatchObject({ relations: 1, warnings: [] });
  });

  test.each([
    ['a torn gz', gzipSync(OBO.repeat(200)).subarray(0, 300)],
    ['not OBO', 'hello'],
    ['nothing', ''],
  ])('of %s leaves nothing behind', async (_, content) => {
    const folder = emptyFolder();
    writeFileSync(join(folder, 'x.obo'), content);
    const source = { format: 'obo' as const, path: join(folder, 'x.obo') };
    await expect(buildKnowledgeBase([source], join(folder, 'x.kb'))).rejects.toMatchObject({ code: 'input' });
    expect(readdirSync(folder)).toEqual(['x.obo']);
  });

  test('that is interrupted leaves nothing behind', async () => {
    const folder = emptyFolder();
    writeFileSync(join(folder, 'x.obo'), OBO);
    const source = { format: 'obo' as const, path: join(folder, 'x.obo') };
    const build = buildKnowledgeBase([source], join(folder, 'x.kb'), { signal: AbortSignal.abort() });
    await expect(build).rejects.toMatchObject({ code: 'interrupted' });
    expect(readdirSync(folder)).toEqual(['x.obo']);
  });

  test('does not write over other files', async () => {
    const folder = emptyFolder();
    const path = join(folder, 'x.obo');
    writeFileSync(path, OBO);
    writeFileSync(join(folder, 'notes.txt'), 'mine');
    const source = { format: 'obo' as const, path };
    await expect(buildKnowledgeBase([source], path)).rejects.toMatchObject({ code: 'usage' });
    await expect(buildKnowledgeBase([source], join(folder, 'notes.txt'))).rejects.toMatchObject({
      code: 'input',
    });
    expect(readFileSync(join(folder, 'notes.txt'), 'utf8')).toBe('mine');
  });
});

describe('opening', () => {
  test.each([
    ['a missing file', undefined, 'no such file'],
    ['another file', 'hello', 'not a hilgen knowledge base'],
    ['an empty file', '', 'not a hilgen knowledge base'],
  ])('%s fails', (_, content, message) => {
    const path = join(emptyFolder(), 'x.kb');
    if (content !== undefined) writeFileSync(path, content);
    expect(() => openKnowledgeBase(path)).toThrow(message);
  });

  test('a newer schema and a file cut short fail', () =>
    withTestKnowledgeBase(OBO, (kb, _, path) => {
      kb.close();
      const bytes = readFileSync(path);
      bytes.writeUInt32BE(99, 60);
      writeFileSync(`${path}.new`, bytes);
      expect(() => openKnowledgeBase(`${path}.new`)).toThrow('newer hilgen');
      truncateSync(path, 8192);
      expect(() => openKnowledgeBase(path)).toThrow('cut short');
    }));
});
