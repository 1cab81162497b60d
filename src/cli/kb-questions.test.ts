import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runCommand, runForJson } from '../../test/support/run-command.js';
import { buildKnowledgeBase } from '../knowledge/index.js';
import type { CliCommand } from './command.js';
import { kbCoverage } from './kb-coverage.js';
import { kbMatch } from './kb-match.js';
import { kbSearch } from './kb-search.js';
import { kbTree } from './kb-tree.js';

const folder = mkdtempSync(join(tmpdir(), 'hilgen-cli-questions-'));
afterAll(() => rmSync(folder, { recursive: true }));
const at = (name: string): string => join(folder, name);

const run = (cli: CliCommand, ...args: string[]) => runCommand(cli, at('toy.kb'), ...args);
const json = (cli: CliCommand, ...args: string[]) => runForJson(cli, at('toy.kb'), ...args);

const term = (id: string, name: string, ...more: string[]): string =>
  `[Term]\nid: ${id}\nname: ${name}\n${more.map((line) => `${line}\n`).join('')}\n`;

beforeAll(async () => {
  writeFileSync(
    at('toy.obo'),
    [
      term('T:0', 'disease', 'is_a: T:4'),
      term('T:1', 'eye disease', 'is_a: T:0'),
      term('T:2', 'red eye', 'is_a: T:1', 'synonym: "RE" EXACT []'),
      term('T:3', 'dry eye', 'is_a: T:1', 'is_a: T:0'),
      term('T:4', 'thing', 'is_a: T:2'),
    ].join(''),
  );
  await buildKnowledgeBase([{ format: 'obo', path: at('toy.obo') }], at('toy.kb'));
  writeFileSync(
    at('few.tsv'),
    'A\tO\nred\tB-D\neyes\tI-D\n.\tO\n\nRE\tB-D\n\nthing\tO\n\nThing\tO\n\ngout\tB-D\n',
  );
});

describe('kb search', () => {
  test('past a typing error', async () => {
    const hit = { id: 'T:2', name: 'red eye', matched: 'red eye', kind: 'exact', edits: 0 };
    expect(await json(kbSearch, 'red', 'eye')).toEqual({ query: 'red eye', hits: [hit] });
    expect(await json(kbSearch, 'eye diseese')).toMatchObject({
      hits: [{ id: 'T:1', kind: 'similar', edits: 1 }],
    });
    expect(await run(kbSearch, 'gout')).toBe('nothing for "gout"\n');
  });
});

describe('kb tree', () => {
  test('marks cycles and does not follow them', async () => {
    expect(await run(kbTree, 'disease', '--depth', '9')).toBe(
      `T:0  disease
├─ T:1  eye disease
│  ├─ T:2  red eye
│  │  └─ T:4  thing
│  │     └─ T:0  disease  ↺ lies above itself
│  └─ T:3  dry eye
└─ T:3  dry eye

5 concepts
`,
    );
  });

  test('up, by depth and limit', async () => {
    expect(await json(kbTree, 'T:3', '--up', '--depth', '1')).toMatchObject({
      roots: [{ children: [{ id: 'T:0', end: 'depth' }, { id: 'T:1' }] }],
    });
    expect(await json(kbTree, 'T:0', '--limit', '2')).toMatchObject({ shown: 2 });
    await expect(run(kbTree, 'gout')).rejects.toMatchObject({ code: 'input' });
  });
});

test('kb coverage counts known mentions by label and source, and lists the others', async () => {
  expect(await json(kbCoverage, at('few.tsv'))).toEqual({
    corpus: at('few.tsv'),
    all: { mentions: 3, known: 1, matched: 2, texts: 3, knownTexts: 1 },
    labels: { D: { mentions: 3, known: 1, matched: 2, texts: 3, knownTexts: 1 } },
    sources: { T: 1 },
    unknown: [
      { text: 'gout', label: 'D', count: 1, matched: false },
      { text: 'red eyes', label: 'D', count: 1, matched: true },
    ],
  });
  expect(await run(kbCoverage, at('few.tsv'))).toMatch(/D +3 +1 +33.3 % +2 +66.7 % +3 +1\n/);
});

describe('kb match', () => {
  test('a text', async () => {
    expect(await json(kbMatch, 'Dry and red eyes (RE).')).toMatchObject({
      overlap: 'longest',
      texts: 1,
      matches: [
        { start: 0, end: 16, matched: 'Dry and red eyes', concepts: [{ id: 'T:2' }, { id: 'T:3' }] },
        { start: 18, end: 20, matched: 'RE' },
      ],
    });
    expect(await run(kbMatch, 'Dry eyes', '--normalisations', 'none')).toBe('0 matches in 1 sentence\n');
  });

  test('a corpus: what failed there, then without it', async () => {
    const failing = ['--label', 'D', '--failing', at('failing.txt')];
    expect(await json(kbMatch, at('few.tsv'), ...failing)).toMatchObject({ failing: { names: 1 } });
    expect(readFileSync(at('failing.txt'), 'utf8')).toBe('thing\n');
    const dropping = ['--drop', at('failing.txt'), '--label', 'D', '--out', at('out.tsv')];
    expect(await json(kbMatch, at('few.tsv'), ...dropping)).toMatchObject({ matches: [{}, {}] });
    expect(readFileSync(at('out.tsv'), 'utf8')).toContain('red\tB-D\neyes\tI-D\n');
  });

  test.each([
    [['x', '--normalisations', 'plurals'], 'no such normalisation'],
    [[' '], 'nothing to match'],
    [['x', '--label', 'D', '--failing', 'y.txt'], 'no mention labelled "D"'],
    [['x', '--out', 'y.unknown'], 'no corpus format'],
  ])('%j is refused', async (args, message) => {
    await expect(run(kbMatch, ...args)).rejects.toMatchObject({
      code: 'usage',
      message: expect.stringContaining(message),
    });
  });
});
