import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { smallExperiment } from '../../test/support/experiments.js';
import { temporaryFolder } from '../../test/support/temporary-folder.js';
import { writeTinyBert } from '../../test/support/tiny-bert.js';
import { readCorpus } from '../corpus/index.js';
import { countPairs, holm, MEASURES, pairedRandomisation, pairSentences } from '../evaluate/index.js';
import type { Cell } from './plan.js';
import { type OpenedExperiment, openExperiment, resultsOfRun, runExperiment } from './run.js';
import { recordOfRun } from './run-record.js';
import { measuresOfRun, testsOfRun } from './test-results.js';

const root = temporaryFolder();
const encoder = join(root, 'encoder');
let opened: OpenedExperiment;

beforeAll(async () => {
  await writeTinyBert(encoder);
  const file = smallExperiment(mkdtempSync(join(root, 'run-')), {
    taggers: {
      dictionary: { kind: 'dictionary' },
      plain: { kind: 'dictionary', match: 'none' },
      transformer: { kind: 'transformer', encoder, steps: 20, batch: 4, 'learning-rate': 0.01 },
    },
    ensembles: { vote: { members: ['few', 'dictionary'], method: 'union' } },
    tests: { baseline: 'few', rounds: 199 },
    scores: ['strict', 'relaxed', 'semeval.partial'],
  });
  opened = await openExperiment(file);
  await runExperiment(opened, { now: () => performance.now() });
}, 60_000);

/** Strict counts of the sentences of a cell, by an own pass over its files. */
async function countsOf({ tagged, data }: Cell) {
  const gold = await readCorpus(opened.file.data[data]?.test ?? '');
  const pairs = pairSentences(gold, await readCorpus(opened.store.outputOf(tagged)));
  const [count] = countPairs(pairs, { measures: MEASURES.slice(0, 1) }).counts;
  if (count === undefined) throw new Error('nothing was counted');
  return count.units;
}

it('tests every arm against the baseline and the dictionaries, and corrects for all of them', async () => {
  const tests = testsOfRun(opened);
  expect(tests.map(({ arms }) => arms.join(' − ')).sort()).toEqual([
    '+ sibling − dictionary',
    '+ sibling − few',
    '+ sibling − plain',
    'dictionary − few',
    'plain − dictionary',
    'plain − few',
    'vote − dictionary',
    'vote − few',
    'vote − plain',
  ]);
  expect(tests.map(({ corrected }) => corrected)).toEqual(holm(tests.map(({ p }) => p)));
  const runs = async (arm: string) =>
    Promise.all(opened.plan.cells.filter((cell) => cell.arm === arm).map(countsOf));
  const mean = (own: Awaited<ReturnType<typeof runs>>, what: 'credit' | 'predicted' | 'gold') =>
    Float64Array.from(own[0]?.gold ?? [], (_, at) => {
      return own.reduce((sum, counts) => sum + (counts[what][at] ?? 0), 0) / own.length;
    });
  const [vote, few] = (await Promise.all(['vote', 'few'].map(runs))).map((own) => ({
    credit: mean(own, 'credit'),
    predicted: mean(own, 'predicted'),
    gold: mean(own, 'gold'),
  }));
  if (vote === undefined || few === undefined) throw new Error('no runs');
  const expected = pairedRandomisation(vote, few, { seed: 1, rounds: 199 });
  expect(expected.p).toBeLessThan(1);
  expect(tests.find(({ arms }) => arms.join() === 'vote,few')).toMatchObject({
    ...expected,
    unit: 'sentence',
  });
});

it('scores by the measures asked for, with the intervals of seeds and of the test set', () => {
  const measures = measuresOfRun(opened);
  expect(measures.map(({ arm }) => arm)).toEqual(['dictionary', 'plain', 'few', '+ sibling', 'vote']);
  for (const { arm, measures: own } of measures) {
    expect(Object.keys(own)).toEqual(['strict', 'relaxed', 'semeval.partial']);
    const cells = resultsOfRun(opened).filter((result) => result.arm === arm);
    const f1 = cells.map(({ scores }) => scores.strict.f1);
    expect(own.strict?.f1.values.map((value) => value.toFixed(9))).toEqual(
      f1.map((value) => value.toFixed(9)),
    );
    expect(own.strict?.f1.interval === null).toBe(cells.length === 1);
    const [low, high] = own.strict?.units.f1 ?? [1, 0];
    expect(low).toBeLessThanOrEqual(own.strict?.f1.mean ?? 0);
    expect(high).toBeGreaterThanOrEqual(own.strict?.f1.mean ?? 1);
  }
});

it('keeps both in run.json', () => {
  const record = recordOfRun(opened, {});
  expect(record.tests).toEqual(JSON.parse(JSON.stringify(testsOfRun(opened))));
  expect(record.measures).toEqual(JSON.parse(JSON.stringify(measuresOfRun(opened))));
});
