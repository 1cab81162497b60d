import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { DEMO } from '../../test/support/experiments.js';
import { pageOf, rowOf } from '../../test/support/report-page.js';
import { runCommand, runForJson } from '../../test/support/run-command.js';
import { temporaryFolder } from '../../test/support/temporary-folder.js';
import { holm } from '../evaluate/index.js';
import type { RunRecord } from '../experiment/index.js';
import { report } from './report.js';
import { run } from './run.js';

const folder = temporaryFolder();
const file = join(folder, 'dictionaries.yaml');
const out = join(folder, 'out');
const html = join(out, 'report.html');
let record: RunRecord;
let written: { markdown: string; baseline: string; references: string[] };
let page: ReturnType<typeof pageOf>;

const withTests = (tests: string): string => `name: dictionaries
data:
  demo:
    { train: corpus/pool.jsonl, test: corpus/dev.jsonl, knowledge: terms,
      labels: { Disease: ['DOID:'], Chemical: ['CHEBI:'] } }
knowledge: { terms: { sources: [{ path: terms.obo, format: obo }] } }
taggers:
  wide: { kind: dictionary }
  narrow: { kind: dictionary, match: none }
  case only: { kind: dictionary, match: case }
${tests}
out: out
`;

beforeAll(async () => {
  cpSync(DEMO, folder, { recursive: true });
  writeFileSync(
    file,
    withTests(`tests: { baseline: narrow, against: [wide], rounds: 299 }
scores: [strict, relaxed, semeval.partial]`),
  );
  await runCommand(run, file);
  record = JSON.parse(readFileSync(join(out, 'run.json'), 'utf8'));
  written = (await runForJson(report, out)) as typeof written;
  page = pageOf(html);
});

it('compares with the arms of `tests`, and has their p', async () => {
  expect(written).toMatchObject({ baseline: 'narrow', references: ['narrow', 'wide'] });
  expect(record.tests).toHaveLength(3);
  for (const { arms, corrected } of record.tests) {
    const shown = pairs(page).find(([arm, against]) => arms.includes(arm) && arms.includes(against));
    expect(shown?.[2]).toBe(showP(corrected));
  }
  expect(new Set(record.tests.map(({ corrected }) => showP(corrected))).size).toBeGreaterThan(1);
  expect(page.body.textContent).toContain('299 rounds, seed 1');
  await expect(runCommand(report, out, '--rounds', '99')).rejects.toThrow('299');
});

it('computes the same p where the file has no tests', async () => {
  const other = join(folder, 'untested.yaml');
  writeFileSync(other, withTests('').replace('out: out', 'out: untested'));
  await runCommand(run, other);
  await runCommand(report, other, '--baseline', 'narrow', '--rounds', '299');
  expect(pairs(pageOf(join(folder, 'untested/report.html')))).toEqual(pairs(page));
});

it('tells what the teachers of raw text claimed, as the stage noted it', async () => {
  const other = join(folder, 'raw.yaml');
  const learning = `sample: { shots: 2 }
seeds: [1]
sources: { few: {}, + raw: { raw: true } }
taggers:
  learner: { kind: transformer, encoder: vectors, steps: 1, batch: 2 }`;
  const text = withTests('')
    .replace(/taggers:.*?\n\n/s, `${learning}\n`)
    .replace('out: out', 'out: raw');
  writeFileSync(other, text);
  await runCommand(run, other);
  await runCommand(report, other);
  const { file, stages } = JSON.parse(readFileSync(join(folder, 'raw/run.json'), 'utf8'));
  const { key } = stages.find(({ id }: { id: string }) => id.startsWith('distant/'));
  const place = join(file.store, 'stages/distant', key.slice(0, 24), 'manifest.json');
  const { result } = JSON.parse(readFileSync(place, 'utf8'));
  const [{ claims }] = result.teachers;
  expect(claims).toBeGreaterThan(0);
  const row = rowOf(pageOf(join(folder, 'raw/report.html')), 'Teachers of raw text, demo', '+ raw');
  expect(row.slice(0, 3)).toEqual(['+ raw', 'dictionary', `${claims}`]);
}, 60_000);

it('compares with the baseline asked for, drawn as the file says', async () => {
  const other = await runForJson(report, out, '--baseline', 'case only');
  expect(other).toMatchObject({ baseline: 'case only', references: ['case only', 'wide'] });
  const ps = [
    ['narrow', 'case only'],
    ['case only', 'wide'],
    ['narrow', 'wide'],
  ].map((arms) => record.tests.find((test) => test.arms.every((arm) => arms.includes(arm)))?.p ?? Number.NaN);
  expect(
    pairs(pageOf(html))
      .map(([, , p]) => p)
      .sort(),
  ).toEqual(holm(ps).map(showP).sort());
});

it('shows the measures of `scores` as the run found them', () => {
  for (const { arm, measures } of record.measures) {
    const expected = Object.values(measures).map(
      ({ f1, units: { f1: interval } }) => `${percent(f1.mean)}[${interval.map(percent).join(', ')}] †`,
    );
    expect(rowOf(page, 'F1 % by measure, demo', arm)).toEqual([arm, ...expected]);
  }
  expect(readFileSync(written.markdown, 'utf8')).toContain('| arm | strict | relaxed | semeval.partial |');
});

it('names a test that is missing', async () => {
  const { key } = record.stages.find(({ stage }) => stage === 'compare') ?? { key: '' };
  rmSync(join(record.file.store ?? folder, 'stages/compare', key.slice(0, 24)), { recursive: true });
  await expect(runCommand(report, out)).rejects.toThrow(/compare\/demo\/.*[\s\S]*makes it/);
});

const percent = (fraction: number): string => (100 * fraction).toFixed(1);
const showP = (p: number): string => (p < 0.001 ? '<0.001' : p.toFixed(3));

/** Arm, what it is compared with, and p, as the table of scores has them. */
function pairs(own: typeof page): [arm: string, against: string, p: string][] {
  const table = own.querySelector('section[aria-labelledby=scores] table');
  const header = [...(table?.querySelectorAll('thead th') ?? [])].map(({ textContent }) => textContent);
  const rows = [...(table?.querySelectorAll('tbody tr') ?? [])];
  return rows.flatMap((row) => {
    const cells = [...row.querySelectorAll('th, td')].map(({ textContent }) => textContent);
    const arm = cells[0]?.replace(/baseline$/, '') ?? '';
    return header.flatMap((name, at): [string, string, string][] => {
      const against = /^gainover (.*)$/.exec(name)?.[1];
      const p = cells[at + 1];
      return against === undefined || !p ? [] : [[arm, against, p]];
    });
  });
}
