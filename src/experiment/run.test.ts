import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readCorpus } from '../corpus/index.js';
import { buildKnowledgeBase, openKnowledgeBase, type StoredKnowledgeBase } from '../knowledge/index.js';
import { type Cell, cellsOf, type Experiment } from './experiment.js';
import { folderStore, hashOf } from './folder-store.js';
import { runExperiment } from './run.js';
import { summariseArms } from './summary.js';

const DEMO = fileURLToPath(new URL('../../demo/', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'hilgen-run-'));
let kb: StoredKnowledgeBase;
let experiment: Experiment;

beforeAll(async () => {
  const path = join(folder, 'demo.kb');
  await buildKnowledgeBase([{ path: join(DEMO, 'terms.obo'), format: 'obo' }], path);
  kb = openKnowledgeBase(path);
  experiment = {
    settings: {
      sample: { mode: 'sentences-per-type', shots: 2 },
      perMention: 2,
      encoder: 'vectors',
      steps: 3,
      batch: 4,
      labels: { Disease: ['DOID:'], Chemical: ['CHEBI:'] },
    },
    arms: [
      { kind: 'dictionary', name: 'dictionary' },
      { kind: 'tagger', name: 'few', layers: [] },
      { kind: 'tagger', name: '+ sibling', layers: ['sibling'] },
    ],
    seeds: [1, 2],
    pool: await readCorpus(join(DEMO, 'corpus/pool.jsonl')),
    test: (await readCorpus(join(DEMO, 'corpus/test.jsonl'))).slice(0, 20),
    kb,
  };
});

afterAll(() => {
  kb.close();
  rmSync(folder, { recursive: true, force: true });
});

const options = { now: () => 0 };

it('has one cell for the dictionary and one for each tagger and seed', () => {
  expect(cellsOf(experiment).map(({ arm, seed }) => [arm.name, seed])).toEqual([
    ['dictionary', undefined],
    ['few', 1],
    ['+ sibling', 1],
    ['few', 2],
    ['+ sibling', 2],
  ]);
});

it('gives the same results twice, and every arm of a seed the same shots', async () => {
  const first = await runExperiment(experiment, options);
  expect(await runExperiment(experiment, options)).toEqual(first);
  const shots = first.filter(({ seed }) => seed === 1).map((result) => result.shots);
  expect(shots[0]).toEqual(shots[1]);
  expect(shots[0]?.length).toBeGreaterThan(0);
  expect(summariseArms(first).map(({ arm, seeds }) => [arm, seeds])).toEqual([
    ['dictionary', []],
    ['few', [1, 2]],
    ['+ sibling', [1, 2]],
  ]);
});

it('goes on where an interrupted run stopped, and recomputes only what a key no longer fits', async () => {
  const keyOf =
    (version: number) =>
    ({ arm, seed }: Cell) =>
      hashOf([version, arm, seed]);
  const interrupt = new AbortController();
  let computed = 0;
  const count = { onOutcome: () => void computed++ };
  const store = folderStore(join(folder, 'results'), keyOf(1));
  const stopping = {
    ...options,
    store,
    signal: interrupt.signal,
    onOutcome: () => void (++computed === 3 && interrupt.abort()),
  };
  await expect(runExperiment(experiment, stopping)).rejects.toMatchObject({ code: 'interrupted' });
  const whole = await runExperiment(experiment, { ...options, store, ...count });
  expect(computed).toBe(5);
  expect(whole).toEqual(await runExperiment(experiment, { ...options, store, ...count }));
  expect(computed).toBe(5);
  await runExperiment(experiment, {
    ...options,
    store: folderStore(join(folder, 'results'), keyOf(2)),
    ...count,
  });
  expect(computed).toBe(10);
});

it('takes a damaged result for one that is not there', async () => {
  const store = folderStore(join(folder, 'damaged'), () => 'key');
  const cell: Cell = { arm: { kind: 'dictionary', name: 'dictionary' }, seed: undefined };
  const [result] = await runExperiment({ ...experiment, arms: [cell.arm] }, { ...options, store });
  expect(await store.find(cell)).toEqual(result);
  const name = `dictionary-${hashOf(cell.arm).slice(0, 6)}`;
  writeFileSync(join(folder, 'damaged', 'cells', name, 'result.json'), '{"key": "key"}');
  expect(await store.find(cell)).toBeUndefined();
});
