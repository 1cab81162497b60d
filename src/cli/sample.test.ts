import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { afterAll, expect, test } from 'vitest';
import { readCorpus } from '../corpus/index.js';
import { sample } from './sample.js';

const folder = mkdtempSync(join(tmpdir(), 'hilgen-sample-'));
afterAll(() => rmSync(folder, { recursive: true }));

const source = join(folder, 'train.tsv');
const mentions = Array.from({ length: 9 }, (_, at) => `ulcer${at}\tB-Disease\nheals\tO\n\n`);
writeFileSync(source, `${mentions.join('')}iron\tB-Drug\n\nnothing\tO\n`);

async function run(...args: string[]): Promise<string> {
  let printed = '';
  const command = new Command().exitOverride().configureOutput({ writeErr: () => {} });
  sample.define(command, { print: (text) => (printed += text), remark: () => {}, work: () => ({}) });
  await command.parseAsync(args, { from: 'user' });
  return printed;
}

test('the sample, its record beside it, and a table with the labels that fell short', async () => {
  const out = join(folder, 'few.jsonl');
  const printed = await run(source, '--shots', '3', '--seed', '7', '--out', out);
  expect(printed).toMatch(/Disease +3 +3\nDrug +1 +1\nall +4 +4\nshort: Drug has 1 of 3 sentences\n/);
  const record = JSON.parse(readFileSync(join(folder, 'few.ids.json'), 'utf8'));
  expect(record).toEqual({
    mode: 'sentences-per-type',
    shots: 3,
    seed: 7,
    source,
    sha256: createHash('sha256').update(readFileSync(source)).digest('hex'),
    ids: (await readCorpus(out)).map(({ id }) => id),
    shortfalls: [{ label: 'Drug', wanted: 3, found: 1 }],
  });
});

test('the same command writes the same bytes', async () => {
  const [one, other] = [join(folder, 'one.jsonl'), join(folder, 'other.jsonl')];
  await run(source, '--shots', '2', '--out', one);
  await run(source, '--shots', '2', '--out', other);
  expect(readFileSync(other)).toEqual(readFileSync(one));
});

test.each(['sentences-per-type', 'at-least-k', 'at-most-k'])(
  '--json has its declared shape: %s',
  async (mode) => {
    const out = join(folder, 'shape.tsv');
    const report = JSON.parse(await run(source, '--mode', mode, '--out', out, '--json'));
    expect(sample.output.parse(report)).toEqual(report);
    expect(report).toMatchObject({ mode, shots: 5, seed: 1, sentences: 6, mentions: 6 });
    expect(await readCorpus(out)).toHaveLength(6);
  },
);

test('nothing is written where something is wrong', async () => {
  const unlabelled = join(folder, 'unlabelled.tsv');
  writeFileSync(unlabelled, 'nothing\tO\n');
  const out = join(folder, 'none.jsonl');
  await expect(run(unlabelled, '--out', out)).rejects.toThrow(/no mention is labelled/);
  await expect(run(source, '--out', source)).rejects.toThrow(/would overwrite its corpus/);
  await expect(run(source, '--out', join(folder, 'x.csv'))).rejects.toThrow(/no corpus format/);
  await expect(run(source, '--out', out, '--shots', '0')).rejects.toThrow(/at least 1/);
  await expect(run(source, '--out', out, '--mode', 'some')).rejects.toThrow(/choose from/);
  expect(existsSync(out)).toBe(false);
});
