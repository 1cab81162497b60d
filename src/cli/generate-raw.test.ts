import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runCommand, runForJson } from '../../test/support/run-command.js';
import { readCorpus } from '../corpus/index.js';
import { buildKnowledgeBase } from '../knowledge/index.js';
import { generate } from './generate.js';

const folder = mkdtempSync(join(tmpdir(), 'hilgen-generate-raw-'));
afterAll(() => rmSync(folder, { recursive: true }));
const at = (name: string): string => join(folder, name);

const SYNDROMES = [
  'Alstrom',
  'Bloom',
  'Cowden',
  'Dent',
  'Ehlers',
  'Fabry',
  'Gitelman',
  'Hurler',
  'Iker',
  'Jacob',
  'Kaposi',
];

beforeAll(async () => {
  const names = ['red eye', 'dry eye', 'gout', ...SYNDROMES.map((name) => `${name} syndrome`)];
  const rows = names.map((name, number) => `D:${number},${name},,T047,`);
  writeFileSync(at('eyes.csv'), `id,name,synonyms,type,parents\n${rows.join('\n')}\nC:1,aspirin,,T121,\n`);
  await buildKnowledgeBase([{ format: 'csv', path: at('eyes.csv') }], at('eyes.kb'));
  writeFileSync(
    at('one.txt'),
    'Many patients had red eye. Some had gout and a Zebra syndrome (ZS). They took aspirin.\n\nNo ZS was seen.\n',
  );
  writeFileSync(at('two.txt'), 'Nothing was seen. Many patients had dry eye.\n');
  writeFileSync(at('dev.tsv'), 'Many\tO\npatients\tO\nhad\tO\ndry\tB-D\neye\tI-D\n.\tO\n');
  writeFileSync(at('few.tsv'), 'She\tO\nhad\tO\ngout\tB-D\n.\tO\n');
});

const raw = ['--raw', at('one.txt'), at('two.txt'), '--teacher', at('eyes.kb')];

describe('raw text labelled by a dictionary', () => {
  test('the label comes from the shots, unknown terms and their short forms are left out, held-out text too', async () => {
    const out = at('distant.jsonl');
    const report = await runForJson(
      generate,
      ...raw,
      '--few',
      at('few.tsv'),
      '--not',
      at('dev.tsv'),
      '--out',
      out,
      '--proposals',
      at('new.tsv'),
    );
    expect(report).toMatchObject({
      sentences: 5,
      dropped: { heldOut: 1, shots: 0, empty: 0 },
      spans: { D: 2 },
      teachers: [
        { teacher: 'eyes', claims: 2, coverage: 1, overlap: 0, shots: { claims: 1, right: 1, mentions: 1 } },
      ],
    });
    const sentences = await readCorpus(out);
    const told = sentences.map(({ text, spans, unknown = [] }) => [
      spans.map(({ start, end }) => text.slice(start, end)),
      unknown.map(({ start, end }) => text.slice(start, end)),
    ]);
    expect(told).toEqual([
      [['red eye'], []],
      [['gout'], ['Zebra syndrome', 'ZS']],
      [[], []],
      [[], ['ZS']],
      [[], []],
    ]);
    expect(sentences[0]?.origin).toMatchObject({
      kind: 'distant',
      file: at('one.txt'),
      line: 1,
      teachers: ['eyes'],
      votes: [{ start: 18, end: 25, label: 'D', teachers: ['eyes'] }],
    });
    expect(readFileSync(at('new.tsv'), 'utf8')).toMatch(/^name\tlabel\tkind\t/);
  });

  test('--unknown none teaches the rest as no mention; --empty caps sentences with nothing in them', async () => {
    const out = at('plain.jsonl');
    const report = await runForJson(
      generate,
      ...raw,
      '--label',
      'D=T047',
      '--unknown',
      'none',
      '--empty',
      '0',
      '--out',
      out,
    );
    expect(report).toMatchObject({ sentences: 3, unknown: {}, unknownTokens: 0, dropped: { empty: 3 } });
  });

  test('the text report has a table of teachers', async () => {
    const text = await runCommand(generate, ...raw, '--label', 'D', '--out', at('text.jsonl'));
    expect(text).toMatch(/^teacher +claims +coverage +overlap +conflict +precision/);
    expect(text).toContain(`written: ${at('text.jsonl')} (6 sentences)`);
  });
});

test('predictions and a list of names are teachers too, and who contradicts whom is counted', async () => {
  writeFileSync(at('names.tsv'), 'name\tlabel\nZebra syndrome\tD\n');
  writeFileSync(
    at('predicted.tsv'),
    'Many\tO\npatients\tO\nhad\tO\nred\tB-D\neye\tI-D\n.\tO\n\nSome\tO\nhad\tO\ngout\tO\nand\tO\na\tO\nZebra\tB-D\nsyndrome\tI-D\n(\tO\nZS\tO\n)\tO\n.\tO\n',
  );
  const out = at('three.jsonl');
  const report = await runForJson(
    generate,
    ...raw,
    at('names.tsv'),
    at('predicted.tsv'),
    '--label',
    'D=T047',
    '--out',
    out,
  );
  expect(report).toMatchObject({
    teachers: [
      { teacher: 'eyes', claims: 3 },
      { teacher: 'names', claims: 3 },
      { teacher: 'predicted', claims: 2 },
    ],
  });
  const sentence = (await readCorpus(out)).find(({ text }) => text.includes('gout'));
  const votes = sentence?.origin.kind === 'distant' ? sentence.origin.votes : [];
  const of = (word: string) => votes.find(({ start, end }) => sentence?.text.slice(start, end) === word);
  expect(of('Zebra syndrome')?.teachers).toEqual(['names', 'predicted']);
  expect(of('gout')?.probability).toBeLessThan(of('Zebra syndrome')?.probability ?? 0);
});

test.each([
  [['--raw', at('one.txt'), '--out', at('x.jsonl')], '--teacher: is missing'],
  [[...raw, '--label', 'D', '--out', at('x.tsv')], 'no room for what is unknown'],
  [[...raw, '--out', at('x.jsonl')], 'which label do its concepts have?'],
  [[...raw, '--label', 'D', '--out', at('x.jsonl'), '--lower', '0.9'], 'must be below --upper'],
  [[...raw, '--label', 'D=', '--out', at('x.jsonl')], 'LABEL or LABEL=TYPE,TYPE was expected'],
  [[at('few.tsv'), ...raw, '--out', at('x.jsonl')], 'overwritten'],
  [[...raw, '--label', 'D', '--out', at('one.txt')], 'room'],
  [
    ['--raw', at('none.txt'), '--teacher', at('eyes.kb'), '--label', 'D', '--out', at('x.jsonl')],
    'no such file',
  ],
  [[...raw, '--label', 'D', '--out', at('x.jsonl'), '--max-cost', '2'], 'does nothing with --raw'],
  [[...raw, '--label', 'D', '--out', at('x.jsonl'), '--llm-sentences', '2'], 'Add --llm'],
  [[...raw, '--kb', at('eyes.kb'), '--out', at('x.jsonl')], 'A knowledge base is a teacher here'],
  [[at('few.tsv'), '--teacher', at('eyes.kb')], 'is for raw text'],
])('%#: wrong use is one error, and nothing is written', async (args, message) => {
  const failing = runCommand(generate, ...args);
  if (message === 'overwritten') await expect(failing).rejects.toThrow('--few');
  else await expect(failing).rejects.toThrow(message);
  expect(existsSync(at('x.jsonl'))).toBe(false);
});
