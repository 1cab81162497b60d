import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { pageOf, rowOf } from '../../test/support/report-page.js';
import { HOSTILE, runSmall } from '../../test/support/report-run.js';
import { runCommand, runForJson } from '../../test/support/run-command.js';
import { temporaryFolder } from '../../test/support/temporary-folder.js';
import { readCorpus } from '../corpus/index.js';
import { listErrors, pairSentences, scoreStrict } from '../evaluate/index.js';
import type { RunRecord } from '../experiment/index.js';
import { report } from './report.js';
import { run } from './run.js';

const folder = temporaryFolder();
const file = join(folder, 'small.yaml');
const out = join(folder, 'out');

beforeAll(() => runSmall(folder), 600_000);

it('writes one page and one Markdown file with every section', async () => {
  const written = (await runForJson(report, out)) as { html: string; markdown: string; sections: string[] };
  expect(written).toMatchObject({
    html: join(out, 'report.html'),
    markdown: join(out, 'report.md'),
    baseline: 'few',
    references: ['few', 'dictionary'],
  });
  expect(written.sections).toEqual([
    'What was done',
    'Scores',
    'Learning curves',
    'Arms beside each other',
    'What was generated',
    'Errors',
    'Votes of the ensembles',
    'Cost and time',
    'To repeat it',
  ]);
  const html = readFileSync(written.html, 'utf8');
  expect(html.match(/(src|href)="(?!#)[^"]*"|url\((?!#)|@import/g)).toBe(null);
  expect(readFileSync(written.markdown, 'utf8').match(/^## /gm)).toHaveLength(9);
});

it('has the scores and errors that evaluation gives on the files of predictions', async () => {
  await runForJson(report, out);
  const record = JSON.parse(readFileSync(join(out, 'run.json'), 'utf8'));
  const gold = await readCorpus(record.file.data.demo.test);
  const f1s: number[] = [];
  const missed: number[] = [];
  for (const seed of [1, 2]) {
    const tag = record.stages.find(
      ({ id }: { id: string }) => id === `tag/demo/4 shots/seed ${seed}/transformer/siblings of 2/classifier`,
    );
    const path = join(record.file.store, 'stages/tag', tag.key.slice(0, 24), 'sentences.jsonl');
    const pairs = pairSentences(gold, await readCorpus(path));
    f1s.push(scoreStrict(pairs).strict.f1);
    missed.push(listErrors(pairs).filter(({ kind }) => kind === 'missed').length);
  }
  const page = pageOf(join(out, 'report.html'));
  const row = rowOf(page, 'demo, 4 shots', 'siblings of 2');
  expect(row[4]).toMatch(new RegExp(`^${percent(mean(f1s))}\\[`));
  expect(row[5]).toBe(f1s.map(percent).join('  '));
  const errors = rowOf(page, 'Errors by kind, demo, 4 shots: means over seeds', 'siblings of 2');
  expect(errors[5]).toBe(String(mean(missed)));
});

it('links every count to errors that are listed as what it counts', () => {
  const page = pageOf(join(out, 'report.html'));
  const links = [...page.querySelectorAll('a[data-kind]')];
  let whole = 0;
  for (const link of links) {
    const list = page.querySelector(link.getAttribute('href') ?? '');
    const [kind, trait, group] = ['data-kind', 'data-trait', 'data-group'].map((name) =>
      link.getAttribute(name),
    );
    const listed = [...(list?.querySelectorAll('article') ?? [])].filter(
      (one) =>
        one.getAttribute('data-kind') === kind && (!trait || one.getAttribute(`data-${trait}`) === group),
    ).length;
    const counted = Number(link.textContent.replaceAll(',', ''));
    if (list?.querySelector('[role=status]')?.textContent.endsWith('errors')) {
      whole++;
      expect([kind, trait, group, listed]).toEqual([kind, trait, group, counted]);
    } else expect(listed).toBeLessThanOrEqual(counted);
  }
  expect(whole).toBeGreaterThan(10);
});

it('tells how related substitutes are, also those that an older release made', async () => {
  const record: RunRecord = JSON.parse(readFileSync(join(out, 'run.json'), 'utf8'));
  const stages = record.stages.filter(({ id }) => /^substitute\/demo\/4 shots\/.*\/siblings of 2$/.test(id));
  const paths = stages.map(({ key }) =>
    join(record.file.store ?? '', 'stages/substitute', key.slice(0, 24), 'sentences.jsonl'),
  );
  const noted = (): number[] =>
    paths.flatMap((path) =>
      [...readFileSync(path, 'utf8').matchAll(/"relatedness":([\d.]+)/g)].map(([, value]) => Number(value)),
    );
  const caption = 'Relatedness of substitutes to the mentions they replace, demo, 4 shots: all seeds';
  const shown = async (): Promise<string[]> => {
    await runForJson(report, out);
    return rowOf(pageOf(join(out, 'report.html')), caption, 'siblings of 2');
  };
  const values = noted();
  const row = await shown();
  expect(row.slice(0, 4)).toEqual([
    ...['siblings of 2', 'sibling', String(values.length)],
    mean(values).toFixed(3),
  ]);
  for (const path of paths) {
    writeFileSync(path, readFileSync(path, 'utf8').replace(/,"relatedness":[\d.]+/g, ''));
  }
  expect([paths.length, values.length > 0, noted()]).toEqual([2, true, []]);
  expect(await shown()).toEqual(row);

  const [first = ''] = paths;
  const content = readFileSync(first, 'utf8');
  writeFileSync(first, '');
  expect(Number((await shown())[2])).toBeLessThan(values.length);
  writeFileSync(first, content);
});

it('takes labels, sentences and names for text', async () => {
  const markdown = readFileSync(join(out, 'report.md'), 'utf8').replace(/^```\n.*?^```\n/gms, '');
  expect(markdown.includes('&lt;img')).toBe(true);
  expect(markdown.includes('<img')).toBe(false);
  const page = pageOf(join(out, 'report.html'));
  expect(page.querySelector('h1')?.textContent).toBe(HOSTILE);
  expect(page.querySelector('img')).toBe(null);
  expect([...page.querySelectorAll('script')].length).toBe(1);
  expect([...page.querySelectorAll('figure')].length).toBe(5);
  expect(page.body.textContent).toContain('sibling');
});

it('leaves out every sentence where asked to', async () => {
  const html = join(folder, 'without.html');
  await runForJson(report, join(out, 'run.json'), '--no-text', '--out', html);
  const sentences = await readCorpus(join(folder, 'corpus/dev.jsonl'));
  const [page, markdown] = [html, join(folder, 'without.md')].map((path) => readFileSync(path, 'utf8'));
  for (const { text } of sentences) {
    expect(page).not.toContain(text.slice(0, 30));
    expect(markdown).not.toContain(text.slice(0, 30));
  }
  expect([...pageOf(html).querySelectorAll('article, mark, a[data-kind]')].length).toBe(0);
});

it('reads the experiment file as well as the record', async () => {
  const html = join(folder, 'from-file.html');
  await runForJson(report, file, '--out', html, '--markdown', join(folder, 'other.md'));
  expect(pageOf(html).querySelector('#repeat ~ pre')?.textContent).toContain(`hilgen run ${file}`);
  expect(existsSync(join(folder, 'other.md'))).toBe(true);
});

it('has the tests and measures of the file over seeds', async () => {
  const other = join(folder, 'tested.yaml');
  const more = 'tests: { baseline: siblings of 2, rounds: 199 }\nscores: [strict, relaxed]\nout: tested';
  writeFileSync(other, readFileSync(file, 'utf8').replace('out: out', more));
  await runCommand(run, other);
  expect(await runForJson(report, other)).toMatchObject({ references: ['siblings of 2', 'dictionary'] });
  const page = pageOf(join(folder, 'tested/report.html'));
  const record: RunRecord = JSON.parse(readFileSync(join(folder, 'tested/run.json'), 'utf8'));
  const test = record.tests.find(({ arms, shots }) => shots === 4 && `${arms}` === 'few,siblings of 2');
  expect(test?.corrected).toBeGreaterThan(0);
  expect(rowOf(page, 'demo, 4 shots', 'few')[7]).toBe(test?.corrected.toFixed(3));
  const { measures } = record.measures.find(({ arm, shots }) => shots === 4 && arm === 'few') ?? {};
  const cells = Object.values(measures ?? {}).map(({ f1: { mean: value, interval } }) => {
    const ends = (interval ?? []).map((end) => percent(Math.min(1, Math.max(0, end))));
    return `${percent(value)}[${ends.join(', ')}]`;
  });
  expect(rowOf(page, 'F1 % by measure, demo, 4 shots', 'few')).toEqual(['few', ...cells]);
});

it('says what is missing, and writes nothing then', async () => {
  const copy = mkdtempSync(join(folder, 'copy-'));
  const record = JSON.parse(readFileSync(join(out, 'run.json'), 'utf8'));
  const store = join(copy, 'store');
  cpSync(record.file.store, store, { recursive: true });
  const path = join(copy, 'run.json');
  writeFileSync(path, JSON.stringify({ ...record, file: { ...record.file, store } }));
  const { key } = record.stages.find(({ id }: { id: string }) => id === 'match/demo/dictionary');
  rmSync(join(store, 'stages/match', key.slice(0, 24)), { recursive: true });
  await expect(runCommand(report, copy)).rejects.toMatchObject({
    code: 'input',
    message: expect.stringMatching(/match\/demo\/dictionary[\s\S]*hilgen run [\s\S]*makes it/),
  });
  const inputs = { ...record.inputs, [record.file.data.demo.test]: 'other' };
  writeFileSync(path, JSON.stringify({ ...record, inputs }));
  await expect(runCommand(report, path)).rejects.toThrow('changed since');
  expect(existsSync(join(copy, 'report.html'))).toBe(false);
  await expect(runCommand(report, out, '--baseline', 'fwe')).rejects.toThrow('Did you mean `few`?');
  await expect(runCommand(report, join(folder, 'nowhere'))).rejects.toMatchObject({ code: 'input' });
});

const percent = (fraction: number): string => (100 * fraction).toFixed(1);
const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;
