import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { afterAll, expect, test } from 'vitest';
import { readCorpus, writeCorpus } from '../corpus/index.js';
import { evaluate } from './evaluate.js';

const folder = mkdtempSync(join(tmpdir(), 'hilgen-evaluate-'));
afterAll(() => rmSync(folder, { recursive: true }));

const gold = join(folder, 'gold.tsv');
writeFileSync(gold, 'gout\tB-Disease\n\niron\tB-Drug\nloss\tI-Drug\n\nulcer\tB-Disease\n');
const predicted = join(folder, 'predicted.tsv');
writeFileSync(predicted, 'gout\tB-Disease\n\niron\tB-Drug\nloss\tO\n\nulcer\tO\n');

async function run(...args: string[]): Promise<string> {
  let printed = '';
  const command = new Command().exitOverride().configureOutput({ writeErr: () => {} });
  evaluate.define(command, { print: (text) => (printed += text), remark: () => {}, work: () => ({}) });
  await command.parseAsync(args, { from: 'user' });
  return printed;
}

test('two IOB files of different names, as a table in percent', async () => {
  const lines = (await run(gold, predicted)).split('\n');
  expect(lines.map((line) => line.split(/ {2,}/)).slice(2, 5)).toEqual([
    ['Disease', '100.00', '50.00', '66.67', '2', '1', '1'],
    ['Drug', '0.00', '0.00', '0.00', '1', '1', '0'],
    ['all', '50.00', '33.33', '40.00', '3', '2', '1'],
  ]);
});

test('JSON Lines against IOB, as JSON in fractions of 1', async () => {
  const lines = join(folder, 'predicted.jsonl');
  await writeCorpus(lines, await readCorpus(predicted));
  const report = JSON.parse(await run(gold, lines, '--json'));
  expect(Object.keys(report).slice(0, 2)).toEqual(['strict', 'labels']);
  expect(report.strict).toEqual({
    precision: 1 / 2,
    recall: 1 / 3,
    f1: expect.closeTo(0.4, 12),
    gold: 3,
    predicted: 2,
    correct: 1,
  });
  expect(Object.keys(report.labels)).toEqual(['Disease', 'Drug']);
  expect(evaluate.output.parse(report)).toEqual(report);
});

test('files of different sentences are refused', async () => {
  const other = join(folder, 'other.tsv');
  writeFileSync(other, 'gout\tO\n');
  await expect(run(gold, other)).rejects.toThrow(/3 gold sentences but 1 predicted/);
  await expect(run(gold, join(folder, 'absent.tsv'))).rejects.toThrow(/no such file/);
});
