import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { afterAll, afterEach, expect, test } from 'vitest';
import type { CliCommand } from './command.js';
import { corpusConvert } from './corpus-convert.js';
import { corpusDiff } from './corpus-diff.js';
import { corpusMerge } from './corpus-merge.js';
import { corpusShow } from './corpus-show.js';
import { corpusSplit } from './corpus-split.js';
import { corpusStats } from './corpus-stats.js';
import { corpusValidate } from './corpus-validate.js';
import { generateShow } from './generate-show.js';

const folder = mkdtempSync(join(tmpdir(), 'hilgen-cli-corpus-'));
afterAll(() => rmSync(folder, { recursive: true }));
afterEach(() => {
  process.exitCode = 0;
});

const at = (name: string): string => join(folder, name);
const put = (name: string, text: string): string => {
  writeFileSync(at(name), text);
  return at(name);
};

async function run(command: CliCommand, ...args: string[]): Promise<{ printed: string; remarks: string }> {
  const out = { printed: '', remarks: '' };
  const commander = new Command().exitOverride().configureOutput({ writeErr: () => {} });
  command.define(commander, {
    print: (text) => (out.printed += text),
    remark: (text) => (out.remarks += text),
    work: () => ({}),
  });
  await commander.parseAsync(args, { from: 'user' });
  return out;
}

async function json(command: CliCommand, ...args: string[]): Promise<unknown> {
  const value = JSON.parse((await run(command, ...args, '--json')).printed);
  expect(command.output.parse(value)).toEqual(value);
  return value;
}

const pubtator = put(
  'two.txt',
  `1|t|Gout and Renal colic.
1|a|Aspirin eases gout in E. coli studies. It works.
1\t0\t4\tGout\tDisease\tD006073
1\t9\t20\tRenal colic\tDisease\tD056844
1\t22\t29\tAspirin\tChemical\tD001241
1\tCID\tD001241\tD006073

2|t|No gout.
2|a|
2\t3\t7\tgout\tDisease\tD006073
`,
);
const nested = put(
  'nested.ann.jsonl',
  `${JSON.stringify({
    id: 'n',
    text: 'renal cell cancer',
    spans: [
      { start: 0, end: 17, label: 'Disease' },
      { start: 6, end: 10, label: 'Cell' },
    ],
  })}\n`,
);

test('convert says which format it guessed, prints to standard output, tells what the target has no room for', async () => {
  const { printed, remarks } = await run(corpusConvert, pubtator, '--to', 'iob');
  expect(printed.split('\n\n')[0]).toBe('Gout\tB-Disease\nand\tO\nRenal\tB-Disease\ncolic\tI-Disease\n.\tO');
  expect(printed.trim().split('\n\n')).toHaveLength(4);
  expect(remarks).toMatch(/two\.txt: read as pubtator, told from its content/);
  expect(remarks).toMatch(/no room for: 4 concepts/);
  expect(remarks).toMatch(/no room for: 1 relations/);
});

test('convert to a file and back is the same file; the report has its declared shape', async () => {
  const report = await json(corpusConvert, pubtator, '--out', at('x.xml'));
  expect(report).toMatchObject({
    from: 'pubtator',
    guessed: true,
    to: 'bioc-xml',
    documents: 2,
    mentions: 4,
    losses: [],
  });
  await run(corpusConvert, at('x.xml'), '--to', 'pubtator', '--out', at('back.txt'));
  expect(readFileSync(at('back.txt'), 'utf8').trim()).toBe(readFileSync(pubtator, 'utf8').trim());
});

test('nested mentions are an error with nothing written, unless a policy is named', async () => {
  const out = at('nested.tsv');
  await expect(run(corpusConvert, nested, '--out', out)).rejects.toThrow(
    /iob cannot hold 1 nested mentions \(n: Cell 6–10\)\n.*--nested/,
  );
  expect(existsSync(out)).toBe(false);
  const two = put('two.jsonl', `{"id":"m","text":"gout","spans":[]}\n${readFileSync(nested, 'utf8')}`);
  let printed = '';
  const commander = new Command().exitOverride();
  corpusConvert.define(commander, { print: (text) => (printed += text), remark: () => {}, work: () => ({}) });
  await expect(commander.parseAsync([two, '--to', 'iob'], { from: 'user' })).rejects.toThrow(/nested/);
  expect(printed).toBe('');
  await run(corpusConvert, nested, '--out', out, '--nested', 'outer');
  expect(readFileSync(out, 'utf8')).toBe('renal\tB-Disease\ncell\tI-Disease\ncancer\tI-Disease\n\n');
  await run(corpusConvert, nested, '--out', out, '--nested', 'inner', '--to-scheme', 'bilou');
  expect(readFileSync(out, 'utf8')).toBe('renal\tO\ncell\tU-Cell\ncancer\tO\n\n');
});

test('wrong usage is told before anything is read or written', async () => {
  await expect(run(corpusConvert, pubtator)).rejects.toThrow(/neither --to nor --out/);
  await expect(run(corpusConvert, pubtator, '--out', pubtator)).rejects.toThrow(/would overwrite its source/);
  await expect(run(corpusConvert, pubtator, '--to', 'brat')).rejects.toThrow(/brat is not one file of text/);
  await expect(run(corpusConvert, pubtator, '--to', 'word')).rejects.toThrow(/choose from/);
  await expect(run(corpusConvert, at('absent.xml'), '--to', 'iob')).rejects.toThrow(/no such file/);
});

test('BRAT: a folder is written whole, read again, and not put over something else', async () => {
  await run(corpusConvert, pubtator, '--to', 'brat', '--out', at('standoff'));
  expect(readdirSync(at('standoff')).sort()).toEqual(['1.ann', '1.txt', '2.ann', '2.txt', 'manifest.json']);
  expect(readFileSync(at('standoff/1.ann'), 'utf8')).toContain('R1\tCID Arg1:T3 Arg2:T1\n');
  put('standoff/manifest.json', '{}');
  rmSync(at('standoff/manifest.json'));
  await expect(run(corpusConvert, pubtator, '--to', 'brat', '--out', at('standoff'))).rejects.toThrow(
    /holds something else/,
  );
  expect(await json(corpusDiff, pubtator, at('standoff'))).toMatchObject({
    differences: [],
    mentions: { same: 4 },
  });
});

test('numbered tags are read with a label map', async () => {
  const rows = put(
    'rows.jsonl',
    '{"tokens":["Gout","hurts"],"ner_tags":[1,0]}\n{"tokens":["No"],"ner_tags":[0]}\n',
  );
  await expect(run(corpusConvert, rows, '--to', 'iob')).rejects.toThrow(/names are not known\n.*--label-map/);
  const map = put('map.json', '{"info":{"features":{"ner_tags":{"feature":{"names":["O","B-Disease"]}}}}}');
  expect((await run(corpusConvert, rows, '--to', 'iob', '--label-map', map)).printed).toBe(
    'Gout\tB-Disease\nhurts\tO\n\nNo\tO\n\n',
  );
});

test('offsets in another unit are told from the texts, said, and converted', async () => {
  const bytes = put('bytes.txt', '7|t|é gout\n7|a|\n7\t3\t7\tgout\tDisease\tD1\n');
  const { remarks, printed } = await run(corpusConvert, bytes, '--to', 'pubtator');
  expect(remarks).toMatch(/bytes\.txt:3: offsets count UTF-8 bytes, not code points/);
  expect(printed).toContain('7\t2\t6\tgout\tDisease\tD1\n');
  expect(await json(corpusValidate, bytes)).toMatchObject({ counts: { unit: 1 } });
});

test('validate finds and mends shifted and padded mentions', async () => {
  const bad = put(
    'bad.txt',
    '1|t|Acute gout and colic.\n1|a|\n1\t7\t11\tgout\tDisease\t-1\n1\t14\t21\t colic.\tDisease\t-1\n',
  );
  const found = await json(corpusValidate, bad, '--repair', at('mended.pubtator'));
  expect(found).toMatchObject({ counts: { shifted: 1, padded: 1 } });
  expect(process.exitCode).toBe(1);
  expect(readFileSync(at('mended.pubtator'), 'utf8')).toMatch(
    /1\t6\t10\tgout\tDisease\t-1\n1\t15\t21\tcolic\./,
  );
  expect((await run(corpusValidate, bad)).printed).toMatch(
    /repair: moved to 6–10[\s\S]*2 of these can be mended/,
  );
});

test('validate finds repeats, leakage, nearly the same sentences, rare labels, an I- without B-', async () => {
  const long = 'the patient with severe chronic renal failure was given daily doses of aspirin';
  const lines = (text: string, tag = 'O'): string => `${text.split(' ').join(`\tO\n`)}\t${tag}\n\n`;
  const train = put(
    'train.tsv',
    lines(long) +
      lines(long) +
      lines('gout here', 'I-Rare') +
      lines('one two', 'B-Drug') +
      lines('a b', 'B-Drug'),
  );
  const test = put('test.tsv', lines(long) + lines(`${long} again`));
  expect(await json(corpusValidate, train, test)).toMatchObject({
    counts: { 'duplicate-text': 1, leakage: 1, 'near-leakage': 1, 'rare-label': 1, tag: 1 },
  });
});

test('validate says where a file breaks off, and repairs none such', async () => {
  const broken = put('broken.txt', '1|t|Gout\n1|a|\n1\t0\t99\tGout\tDisease\tD1\n');
  expect(await json(corpusValidate, broken)).toMatchObject({
    counts: { unreadable: 1 },
    findings: [{ where: `${broken}:3` }],
  });
  await expect(run(corpusValidate, broken, '--repair', at('never.jsonl'))).rejects.toThrow(/no stretch/);
  expect(existsSync(at('never.jsonl'))).toBe(false);
});

test('stats and show have their shapes', async () => {
  expect(await json(corpusStats, pubtator)).toMatchObject({
    ...{ format: 'pubtator', documents: 2, sentences: 4, mentions: 4, relations: { CID: 1 } },
    labels: { Disease: { mentions: 3, strings: 3, concepts: 2 }, Chemical: { mentions: 1 } },
  });
  expect(await json(corpusShow, pubtator, '--id', '1')).toMatchObject({
    documents: [{ id: '1', relations: [{ label: 'CID' }] }],
  });
  expect((await run(corpusShow, pubtator, '--label', 'Chemical')).printed).toMatch(
    /\[Aspirin\|Chemical\] eases[\s\S]*22–29 {2}Chemical/,
  );
  await expect(run(corpusShow, pubtator, '--id', '9')).rejects.toThrow(/no such document/);
});

test('split keeps the same text together, gives the same parts again, and merge puts them back', async () => {
  const sentences = Array.from({ length: 40 }, (_, index) => `word${index % 20}\tO\nend\tB-A\n\n`).join('');
  const all = put('all.tsv', sentences);
  await run(corpusSplit, all, '--parts', 'a=0.5,b=0.5', '--to', 'jsonl', '--out', at('parts'));
  const report = await json(
    corpusSplit,
    all,
    '--parts',
    'a=0.5,b=0.5',
    '--to',
    'jsonl',
    '--out',
    at('again'),
  );
  expect(report).toMatchObject({ parts: [{ documents: 20 }, { documents: 20 }] });
  for (const part of ['a.jsonl', 'b.jsonl'])
    expect(readFileSync(at(`again/${part}`))).toEqual(readFileSync(at(`parts/${part}`)));
  expect(await json(corpusValidate, at('parts/a.jsonl'), at('parts/b.jsonl'))).toMatchObject({
    counts: { 'duplicate-text': 20 },
  });
  await json(corpusMerge, at('parts/a.jsonl'), at('parts/b.jsonl'), '--out', at('whole.jsonl'));
  expect(await json(corpusDiff, all, at('whole.jsonl'))).toMatchObject({
    differences: [],
    mentions: { same: 40 },
  });
  await expect(
    run(corpusMerge, at('parts/a.jsonl'), at('parts/a.jsonl'), '--out', at('twice.jsonl')),
  ).rejects.toThrow(/there already, with the same text/);
  expect(
    await json(
      corpusMerge,
      at('parts/a.jsonl'),
      at('parts/a.jsonl'),
      '--repeats',
      'rename',
      '--out',
      at('twice.jsonl'),
    ),
  ).toMatchObject({ documents: 40, renamed: 20 });
});

test('diff tells labels, boundaries and missing mentions apart, and exits with 1', async () => {
  const other = put(
    'other.txt',
    readFileSync(pubtator, 'utf8')
      .replace('9\t20\tRenal colic', '15\t20\tcolic')
      .replace('\tChemical\t', '\tDrug\t')
      .replace(/2\t3\t7.*\n/, ''),
  );
  const { printed } = await run(corpusDiff, pubtator, other);
  expect(printed).toMatch(/1 mentions the same, of 4 and 3/);
  expect(printed).toMatch(
    /1 mentions only in the first[\s\S]*1 mentions with another label[\s\S]*1 mentions with other boundaries/,
  );
  expect(process.exitCode).toBe(1);
});

test('raw text that teachers labelled shows its unknown stretches and its votes', async () => {
  const origin = {
    ...{ kind: 'distant', file: 'raw.txt', line: 7, teachers: ['dictionary', 'student'] },
    votes: [{ start: 0, end: 4, label: 'Disease', teachers: ['dictionary'], probability: 0.93 }],
  };
  const line = {
    id: 'a',
    text: 'Gout or podagra',
    spans: [{ start: 0, end: 4, label: 'Disease' }],
    meta: { origin },
  };
  const raw = put('raw.jsonl', `${JSON.stringify({ ...line, unknown: [{ start: 8, end: 15 }] })}\n`);
  expect((await run(corpusShow, raw)).printed).toContain(
    'a  (raw.txt:7)\n[Gout|Disease] or [podagra|?]\n\n  0–4  Disease  “Gout”\n  8–15  unknown  “podagra”\n',
  );
  expect(await json(corpusShow, raw)).toMatchObject({
    documents: [{ unknown: [{ start: 8, text: 'podagra' }] }],
  });
  expect(await json(corpusStats, raw)).toMatchObject({ unknown: 1 });
  expect((await run(corpusStats, raw)).printed).toMatch(/unknown stretches +1/);
  expect((await run(generateShow, 'a', '--in', raw)).printed).toContain(
    'raw text of raw.txt:7, labelled by dictionary, student\n  “Gout” (Disease): dictionary, 93.0 %\n',
  );
});
