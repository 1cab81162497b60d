import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { afterAll, describe, expect, test } from 'vitest';
import { readCorpus, writeCorpus } from '../corpus/index.js';
import { evaluate } from './evaluate.js';
import { renderExamples } from './evaluate-examples.js';
import { bySystem, parsePrediction } from './evaluate-input.js';

const folder = mkdtempSync(join(tmpdir(), 'hilgen-evaluate-'));
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

const gold = file('gold.tsv', 'gout\tB-Disease\n\niron\tB-Drug\nloss\tI-Drug\n\nulcer\tB-Disease\n');
const predicted = file('predicted.tsv', 'gout\tB-Disease\n\niron\tB-Drug\nloss\tO\n\nulcer\tO\n');

async function run(...args: string[]): Promise<string> {
  let printed = '';
  const command = new Command().exitOverride().configureOutput({ writeErr: () => {} });
  evaluate.define(command, { print: (text) => (printed += text), remark: () => {}, work: () => ({}) });
  await command.parseAsync(args, { from: 'user' });
  return printed;
}

describe('one prediction', () => {
  test('two IOB files of different names, as a table in percent', async () => {
    const lines = (await run(gold, predicted)).split('\n');
    expect(lines.map((line) => line.split(/ {2,}/)).slice(2, 5)).toEqual([
      ['Disease', '100.00', '50.00', '66.67', '2', '1', '1'],
      ['Drug', '0.00', '0.00', '0.00', '1', '1', '0'],
      ['all', '50.00', '33.33', '40.00', '3', '2', '1'],
    ]);
    expect(lines.find((line) => line.startsWith('semeval.partial'))).toMatch(/75\.00 +50\.00 +60\.00/);
    expect(lines).toContain('Errors: 1 with wrong boundaries, 0 with a wrong label, 1 missed, 0 spurious.');
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
    expect(report.conlleval).toEqual(report.strict);
    expect(report.semeval.type).toMatchObject({ correct: 2, missed: 1, spurious: 0 });
    expect(report.token).toMatchObject({ gold: 4, predicted: 2, correct: 2 });
    expect(report.concept).toBeNull();
    expect(report.units).toEqual({ kind: 'sentence', count: 3 });
    expect(evaluate.output.parse(report)).toEqual(report);
  });

  test('malformed tags are no span to strict, but one to every other measure', async () => {
    const loose = file('loose.tsv', 'gout\tI-Disease\n\niron\tB-Drug\nloss\tI-Drug\n\nulcer\tO\n');
    const report = JSON.parse(await run(gold, loose, '--json'));
    expect(report.strict).toMatchObject({ predicted: 1, correct: 1 });
    expect(report.conlleval).toMatchObject({ predicted: 2, correct: 2 });
    expect(report.semeval.strict).toMatchObject({ predicted: 2, correct: 2 });
  });

  test('each document, and mentions seen in training or not', async () => {
    const report = JSON.parse(await run(gold, predicted, '--json', '--per-document', '--train', predicted));
    expect(report.documents.map(({ strict }: { strict: { f1: number } }) => strict.f1)).toEqual([1, 0, 0]);
    const groups: { group: string; gold: number; correct: number }[] = report.errors.groups.seen;
    expect(groups.map(({ group, gold: all, correct }) => [group, all, correct])).toEqual([
      ['seen with this label', 1, 1],
      ['unseen', 2, 0],
    ]);
    expect(evaluate.output.parse(report)).toEqual(report);
  });

  test('files of different sentences are refused', async () => {
    const other = file('other.tsv', 'gout\tO\n');
    await expect(run(gold, other)).rejects.toThrow(/3 gold sentences but 1 predicted/);
    await expect(run(gold, join(folder, 'absent.tsv'))).rejects.toThrow(/no such file/);
  });
});

describe('several predictions', () => {
  test('runs of one system are put together, systems compared', async () => {
    const report = JSON.parse(
      await run(gold, `ours=${gold}`, `ours=${predicted}`, `base=${predicted}`, '--json'),
    );
    expect(
      report.systems.map(({ name, runs }: { name: string; runs: unknown[] }) => [name, runs.length]),
    ).toEqual([
      ['ours', 2],
      ['base', 1],
    ]);
    expect(report.systems[0].seeds.f1.values).toEqual([1, expect.closeTo(0.4, 12)]);
    expect(report.comparisons).toMatchObject([{ systems: ['ours', 'base'] }]);
    expect(evaluate.output.parse(report)).toEqual(report);
    expect(await run(gold, `ours=${gold}`, `base=${predicted}`)).toMatch(/ours − base +\+60\.00/);
  });

  test('a learning curve', async () => {
    const report = JSON.parse(await run(gold, `ours@5=${predicted}`, `ours@20=${gold}`, '--json'));
    expect(report.curves).toMatchObject([{ name: 'ours', points: [{ size: 5 }, { size: 20, mean: 1 }] }]);
  });

  test('what shows one prediction is refused', async () => {
    await expect(run(gold, predicted, gold, '--examples', '3')).rejects.toThrow(
      /--examples: shows one prediction/,
    );
  });

  test('names', () => {
    expect(parsePrediction('a@5=x/y.tsv')).toEqual({ path: 'x/y.tsv', system: 'a@5', size: 5 });
    expect(parsePrediction('x/y.tsv')).toEqual({ path: 'x/y.tsv', system: 'y.tsv' });
    expect(bySystem(['a/y.tsv', 'b/y.tsv'].map(parsePrediction)).map(({ name }) => name)).toEqual([
      'a/y.tsv',
      'b/y.tsv',
    ]);
    expect(() => parsePrediction('a@0=x')).toThrow(/training size of 0/);
  });
});

describe('errors to look at', () => {
  const hostile = {
    id: 's-1',
    text: 'a <b>"&\u001b[2J</b> c',
    tokens: [],
    spans: [{ start: 2, end: 15, label: '<i>' }],
    origin: { kind: 'gold', file: 'made-up', line: 1 } as const,
  };
  const errors = [
    { kind: 'missed', sentence: hostile, gold: hostile.spans[0] ?? { start: 0, end: 1, label: '' } } as const,
  ];

  test('colour only where asked for; a text does not steer the terminal', () => {
    const plain = renderExamples(errors, { count: 5, seed: 1, colour: false });
    expect(plain).not.toContain('\u001b');
    expect(plain).toContain('[<b>"& [2J</b>|<i>]');
    const coloured = renderExamples(errors, { count: 5, seed: 1, colour: true });
    expect(coloured).toContain('\u001b[32m[<b>"& [2J</b>|<i>]\u001b[0m');
  });

  test('the page is whole, and shows a text as text', async () => {
    const lines = join(folder, 'hostile.jsonl');
    await writeCorpus(lines, [{ ...hostile, text: hostile.text.replace('\u001b', '.') }]);
    const none = join(folder, 'none.jsonl');
    await writeCorpus(none, [{ ...hostile, text: hostile.text.replace('\u001b', '.'), spans: [] }]);
    const page = join(folder, 'page.html');
    await run(lines, none, '--html', page);
    const html = readFileSync(page, 'utf8');
    expect(html).toMatch(/^<!doctype html>/);
    expect(html).toContain('&lt;b&gt;&quot;&amp;.[2J&lt;/b&gt;<small>&lt;i&gt;</small>');
    expect(html).not.toContain('<b>"');
    expect(html).not.toMatch(/(src|href)=/);
    expect(html).toContain('prefers-color-scheme: dark');
  });
});
