import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { smallExperiment } from '../../test/support/experiments.js';
import { temporaryFolder } from '../../test/support/temporary-folder.js';
import { writeTinyBert } from '../../test/support/tiny-bert.js';
import { readCorpus } from '../corpus/index.js';
import type { PlacedFile } from './read-file.js';
import {
  type ExperimentOptions,
  type OpenedExperiment,
  openExperiment,
  resultsOfRun,
  runExperiment,
  stagesOfRun,
} from './run.js';
import { summariseArms } from './summary.js';

const root = temporaryFolder();
const fresh = (): string => mkdtempSync(join(root, 'run-'));
const dictionary = { kind: 'dictionary' };
const transformer = { kind: 'transformer', encoder: join(root, 'encoder'), steps: 3, batch: 4 };
const small = (folder: string, changes: object = {}): PlacedFile =>
  smallExperiment(folder, { taggers: { dictionary, transformer }, ...changes });

/** A finished run, which tests read and add to. */
const finished = fresh();
let whole: Awaited<ReturnType<typeof run>>;

beforeAll(async () => {
  await writeTinyBert(join(root, 'encoder'));
  whole = await run(small(finished));
});

/** Runs a file and gives what was done. */
async function run(file: PlacedFile, options: Partial<ExperimentOptions> = {}) {
  const opened = await openExperiment(file);
  const done: string[] = [];
  await runExperiment(opened, {
    now: () => performance.now(),
    models: { offline: true },
    ...options,
    watch: { ...options.watch, finished: ({ id }) => done.push(id) },
  });
  return { opened, done };
}

/** All scores, and the SHA-256 of the predictions. */
const outcomeOf = (opened: OpenedExperiment) => ({
  scores: resultsOfRun(opened).map((result) => ({ ...result, seconds: 0 })),
  files: opened.plan.cells.map(({ tagged }) => opened.store.find(tagged)?.files),
});

it('does every stage once, then none', async () => {
  const { opened, done } = whole;
  expect(done.toSorted()).toEqual(opened.plan.stages.map(({ id }) => id).sort());
  expect((await run(small(finished))).done).toEqual([]);
  expect(summariseArms(resultsOfRun(opened)).map(({ arm, seeds }) => [arm, seeds.length])).toEqual([
    ['dictionary', 0],
    ['few', 2],
    ['+ sibling', 2],
  ]);
});

it('redoes what a changed setting concerns, and nothing else', async () => {
  const nearest = { ...transformer, decode: 'nnshot' };
  const { done } = await run(small(finished, { taggers: { transformer: nearest } }));
  expect(done.map((id) => id.split('/')[0]).sort()).toEqual([
    ...Array(4).fill('score'),
    ...Array(4).fill('tag'),
  ]);
});

it('goes on where it was stopped, between stages and inside of a training', async () => {
  const folder = fresh();
  const file = small(folder);
  const controller = new AbortController();
  const moved = ({ kind }: { kind: string }, { done }: { done: number }): void => {
    if (kind === 'train' && done === 2) controller.abort();
  };
  const stopped = run(file, { signal: controller.signal, watch: { moved } });
  await expect(stopped).rejects.toMatchObject({ code: 'interrupted' });
  const kept = stagesOfRun(await openExperiment(file)).length;
  expect(kept).toBeLessThan(whole.opened.plan.stages.length);
  const remarks: string[] = [];
  const { opened, done } = await run(file, { remark: (text) => remarks.push(text) });
  expect(done.length).toBe(kept);
  expect(remarks.join('')).toContain('goes on after step 2');
  expect(outcomeOf(opened)).toEqual(outcomeOf(whole.opened));
  const left = readdirSync(join(folder, 'store', 'stages', 'train'));
  expect(left.filter((name) => name.endsWith('.unfinished'))).toEqual([]);
});

it('takes a stage without a whole record for one that is not there', async () => {
  const folder = fresh();
  cpSync(finished, folder, { recursive: true });
  const opened = await openExperiment(small(folder));
  const [cell] = opened.plan.cells;
  if (cell === undefined) throw new Error('no cell');
  writeFileSync(join(opened.store.pathOf(cell.score), 'manifest.json'), '{"key": ');
  expect((await run(small(folder))).done).toEqual([cell.score.id]);
  rmSync(opened.store.outputOf(cell.tagged));
  const todo = stagesOfRun(opened, { from: cell.score.id });
  expect(todo.map(({ id }) => id)).toEqual([cell.tagged.id, cell.score.id]);
});

it('leaves no half-written stage behind one that fails', async () => {
  const folder = fresh();
  const file = smallExperiment(folder, {
    sources: { few: {} },
    taggers: { t: { kind: 'transformer', encoder: './no-encoder' } },
  });
  await expect(run(file)).rejects.toMatchObject({ code: 'input' });
  expect(readdirSync(join(folder, 'store', 'stages'))).toEqual(['sample', 'train']);
  expect(readdirSync(join(folder, 'store', 'stages', 'train'))).toEqual([]);
});

it('discards models where asked to, and trains again only for what needs one', async () => {
  const folder = fresh();
  const file = small(folder, { models: 'discard', seeds: [1], sources: { few: {} } });
  const { opened } = await run(file);
  const model = opened.plan.stages.find(({ kind }) => kind === 'train');
  if (model === undefined) throw new Error('no training');
  expect(existsSync(opened.store.outputOf(model))).toBe(false);
  expect((await run(file)).done).toEqual([]);
  const again = stagesOfRun(await openExperiment(file), { from: 'tag' });
  expect(again.map(({ kind }) => kind)).toEqual(['train', 'tag', 'score']);
});

it('picks stages by kind or name, and those that depend on them', async () => {
  const [empty, done] = await Promise.all(
    [fresh(), finished].map((folder) => openExperiment(small(folder, { seeds: [1] }))),
  );
  const ids = (opened: typeof empty, selection: object) =>
    opened && stagesOfRun(opened, selection).map(({ kind }) => kind);
  expect(ids(empty, { only: 'sample' })).toEqual(['sample']);
  expect(ids(empty, { only: 'substitute' })).toEqual(['knowledge', 'sample', 'substitute']);
  expect(ids(done, { only: 'substitute' })).toEqual([]);
  expect(ids(done, { from: 'match' })).toEqual(['match', 'score']);
  expect(() => ids(done, { only: 'trian' })).toThrow('Did you mean `train`?');
});

it('lets members vote, choosing on a development set as large as the sample', async () => {
  const folder = fresh();
  const { opened } = await run(
    small(folder, {
      development: 'shots',
      seeds: [1],
      ensembles: {
        agreed: { members: ['few', '+ sibling', 'dictionary'], method: 'intersection' },
        best: { members: ['few', 'dictionary'], method: 'best' },
      },
    }),
  );
  const spans = async (arm: string) => {
    const cell = opened.plan.cells.find((each) => each.arm === arm);
    const sentences = cell ? await readCorpus(opened.store.outputOf(cell.tagged)) : [];
    return sentences.map((sentence) =>
      sentence.spans.map(({ start, end, label }) => `${start} ${end} ${label}`),
    );
  };
  const [agreed, few, dictionary] = [await spans('agreed'), await spans('few'), await spans('dictionary')];
  agreed.forEach((own, at) => {
    for (const span of own) expect(few[at]).toContain(span);
    for (const span of own) expect(dictionary[at]).toContain(span);
  });
  const best = opened.plan.cells.find(({ arm }) => arm === 'best');
  expect(best && opened.store.find(best.tagged)?.result).toMatchObject({ devF1: expect.any(Number) });
});

it('does as many stages at a time as it may, but no two that take all cores, and comes to the same scores', async () => {
  const running = new Set<string>();
  let [most, heavy] = [0, 0];
  const watch = {
    started: ({ id }: { id: string }) => {
      running.add(id);
      most = Math.max(most, running.size);
      heavy = Math.max(heavy, [...running].filter((one) => /^(train|tag)/.test(one)).length);
    },
  };
  const opened = await openExperiment(small(fresh()));
  await runExperiment(opened, {
    now: () => performance.now(),
    jobs: 4,
    watch: { ...watch, finished: ({ id }) => running.delete(id) },
  });
  expect(most).toBeGreaterThan(1);
  expect(heavy).toBe(1);
  expect(outcomeOf(opened)).toEqual(outcomeOf(whole.opened));
});

it('remembers what a file held until it changes', async () => {
  const folder = fresh();
  const file = smallExperiment(folder);
  const { inputs } = await openExperiment(file);
  const path = join(folder, 'store', 'digests.json');
  const known = JSON.parse(readFileSync(path, 'utf8'));
  const [first = ''] = Object.keys(known);
  writeFileSync(path, JSON.stringify({ ...known, [first]: { ...known[first], state: 'older' } }));
  expect((await openExperiment(file)).inputs).toEqual(inputs);
  rmSync(path);
});
