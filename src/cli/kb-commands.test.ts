import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runCommand, runForJson } from '../../test/support/run-command.js';
import { generate } from './generate.js';
import { kbBuild } from './kb-build.js';
import { kbInfo } from './kb-info.js';
import { kbNeighbours } from './kb-neighbours.js';
import { kbShow } from './kb-show.js';

const folder = mkdtempSync(join(tmpdir(), 'hilgen-cli-kb-'));
afterAll(() => rmSync(folder, { recursive: true }));
const at = (name: string): string => join(folder, name);

writeFileSync(
  at('toy.obo'),
  `ontology: toy
[Term]
id: T:0
name: disease
[Term]
id: T:1
name: eye disease
is_a: T:0
[Term]
id: T:2
name: red eye
def: "Redness." []
synonym: "eye redness" EXACT []
xref: U:1
is_a: T:1
[Term]
id: T:3
name: dry eye
is_a: T:1
bad line
`,
);
writeFileSync(at('few.tsv'), 'A\tO\nred\tB-D\neye\tI-D\n.\tO\n\ngout\tB-D\n');

beforeAll(async () => {
  const report = await runForJson(kbBuild, '--obo', at('toy.obo'), '--out', at('toy.kb'));
  expect(report).toMatchObject({ relations: 3, warnings: [{ kind: 'malformed line', count: 1 }] });
});

test('kb build prints what was read, kept and dropped', async () => {
  const text = await runCommand(kbBuild, '--obo', at('toy.obo'), '--out', at('again.kb'));
  expect(text).toMatch(/terms +4 +4 +0\nnames +5 +5 +0\nrelations +3 +3 +0\n/);
  expect(text).toContain('1 warning: malformed line\n  toy.obo:20: not of the form "tag: value": bad line\n');
});

test('kb build of several sources, in the order typed', async () => {
  writeFileSync(at('own.csv'), 'id,name,synonyms,type,parents\nX:1,pink eye,,T047,T:1\n');
  writeFileSync(at('map.tsv'), 'subject_id\tpredicate_id\tobject_id\nX:1\tskos:exactMatch\tT:2\n');
  const args = [
    '--csv',
    at('own.csv'),
    '--obo',
    at('toy.obo'),
    '--sssom',
    at('map.tsv'),
    '--out',
    at('both.kb'),
  ];
  const report = await runForJson(kbBuild, ...args);
  expect(report).toMatchObject({
    joined: 1,
    sources: [{ format: 'csv' }, { format: 'obo' }, { format: 'sssom' }],
  });
  expect(await runCommand(kbShow, at('both.kb'), 'T:2')).toMatch(
    /^X:1 {2}pink eye\n[\s\S]*red eye {2}\[EXACT\]/,
  );
  expect(await runCommand(kbInfo, at('both.kb'))).toMatch(/joined by mappings +1\n/);
});

test('kb build --strict, and of nothing', async () => {
  const strict = runCommand(kbBuild, '--obo', at('toy.obo'), '--strict', '--out', at('no.kb'));
  await expect(strict).rejects.toMatchObject({ code: 'input', where: 'toy.obo:20' });
  await expect(runCommand(kbBuild, '--out', at('no.kb'))).rejects.toThrow('nothing to build from');
  expect(existsSync(at('no.kb'))).toBe(false);
});

test('kb build --uts notes the service and asks it nothing', async () => {
  const report = await runForJson(kbBuild, '--uts', '--out', at('uts.kb'));
  expect(report).toMatchObject({
    concepts: 0,
    sources: [{ format: 'uts', name: 'https://uts-ws.nlm.nih.gov/rest', version: 'current' }],
  });
});

test('kb info', async () => {
  expect(await runForJson(kbInfo, at('toy.kb'))).toMatchObject({ concepts: 4, names: 5, relations: 3 });
  expect(await runCommand(kbInfo, at('toy.kb'))).toMatch(/concepts +4\n/);
});

test('kb show, by id and by name', async () => {
  expect(await runCommand(kbShow, at('toy.kb'), 'Eye-Redness')).toBe(`T:2  red eye
Redness.

other names
  eye redness  [EXACT]

types
  T:2  red eye

parents
  T:1  eye disease

cross-references
  U:1
`);
  const report = await runForJson(kbShow, at('toy.kb'), 'T:1');
  expect(report).toMatchObject({ concepts: [{ children: [{ id: 'T:2' }, { id: 'T:3' }] }] });
});

test('kb neighbours', async () => {
  const report = await runForJson(kbNeighbours, at('toy.kb'), 'T:2', '--layer', 'sibling');
  expect(report).toMatchObject({ neighbours: [{ from: 'T:2', id: 'T:3', name: 'dry eye', via: ['T:1'] }] });
  expect(await runCommand(kbNeighbours, at('toy.kb'), 'T:2', '--layer', 'child')).toContain(
    'no child neighbours',
  );
});

test('an unknown name says what begins alike', async () => {
  await expect(runCommand(kbShow, at('toy.kb'), 'red ear')).rejects.toMatchObject({
    code: 'input',
    message: expect.stringContaining('"red eye"'),
  });
});

test('generate: the same seed gives the same bytes, unknown mentions are listed', async () => {
  const args = [at('few.tsv'), '--kb', at('toy.kb'), '--layers', 'synonym,sibling,parent'];
  const report = await runForJson(generate, ...args, '--out', at('a.jsonl'));
  expect(report).toMatchObject({ sentences: 3, mentions: 2, known: 1, unused: [{ text: 'gout' }] });
  expect(await runCommand(generate, ...args, '--out', at('b.jsonl'))).toMatch(/gout +D +few-2 +no concept/);
  expect(readFileSync(at('b.jsonl'), 'utf8')).toBe(readFileSync(at('a.jsonl'), 'utf8'));
  const texts = readFileSync(at('a.jsonl'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line).text);
  expect(texts).toEqual(['An eye redness .', 'A dry eye .', 'An eye disease .']);
});

test('generate: only so related substitutes, the rest counted', async () => {
  const args = [at('few.tsv'), '--kb', at('toy.kb'), '--layers', 'synonym,sibling,parent'];
  const layersOf = async (...more: string[]) => {
    const report = await runForJson(generate, ...args, ...more, '--out', at('near.jsonl'));
    const { layers, related } = report as { layers: Record<string, unknown>[]; related: unknown };
    return {
      related,
      found: layers.map(({ sentences, outOfRange, relatedness }) => [sentences, outOfRange, relatedness]),
    };
  };
  expect(await layersOf()).toEqual({
    related: null,
    found: [
      [1, 0, 1],
      [1, 0, 0.208],
      [1, 0, 0.344],
    ],
  });
  const none = [0, 1, null];
  const [from, to] = [await layersOf('--related', '0.208..0.344'), await layersOf('--related', '..0.3')];
  expect(from).toEqual({ related: { from: 0.208, to: 0.344 }, found: [none, [1, 0, 0.208], [1, 0, 0.344]] });
  expect(to).toEqual({ related: { from: 0, to: 0.3 }, found: [none, [1, 0, 0.208], none] });
  expect((await layersOf('--related', '0.3')).found).toEqual([[1, 0, 1], none, [1, 0, 0.344]]);
  expect(await runCommand(generate, ...args, '--related', '0.9..', '--out', at('near.jsonl'))).toMatch(
    /passed over \(not 0.9 to 1\)[\s\S]*sibling +1 +0 +0 +0 +1 *\n/,
  );
});

test.each(['0.7..0.3', '1.5', '..', '', 'near', '0.1..0.2..0.3'])(
  'generate: --related %j is refused',
  async (range) => {
    const out = at('refused.jsonl');
    const running = runCommand(
      generate,
      at('few.tsv'),
      '--kb',
      at('toy.kb'),
      '--out',
      out,
      '--related',
      range,
    );
    await expect(running).rejects.toThrow('part of 0 to 1 was expected');
    expect(existsSync(out)).toBe(false);
  },
);

test('generate: --related is of substitutes', async () => {
  const [few, out] = [at('few.tsv'), at('refused.jsonl')];
  await expect(
    runCommand(generate, few, '--llm', 'ollama', '--related', '0.5', '--out', out),
  ).rejects.toThrow('--related: does nothing with --llm');
  await expect(
    runCommand(generate, '--raw', few, '--teacher', at('toy.kb'), '--related', '0.5', '--out', out),
  ).rejects.toThrow('--related: does nothing with --raw');
});

test('generate does not write over its source, nor at all where the knowledge base is none', async () => {
  const source = at('few.tsv');
  await expect(runCommand(generate, source, '--kb', at('toy.kb'), '--out', source)).rejects.toThrow(
    'overwrite',
  );
  const failing = runCommand(generate, source, '--kb', at('toy.obo'), '--out', at('none.jsonl'));
  await expect(failing).rejects.toThrow('not a hilgen knowledge base');
  expect(existsSync(at('none.jsonl'))).toBe(false);
});
