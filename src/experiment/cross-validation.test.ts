import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { smallExperiment } from '../../test/support/experiments.js';
import { temporaryFolder } from '../../test/support/temporary-folder.js';
import { writeTinyBert } from '../../test/support/tiny-bert.js';
import { readCorpus, type Sentence } from '../corpus/index.js';
import { type OpenedExperiment, openExperiment, runExperiment } from './run.js';
import type { Stage } from './stage.js';

const root = temporaryFolder();
const encoder = join(root, 'encoder');
beforeAll(() => writeTinyBert(encoder));

const members = ['few', '+ sibling', '+ LLM', 'dictionary'];
const SETTINGS = {
  development: 'cross-validation',
  folds: 3,
  taggers: {
    dictionary: { kind: 'dictionary' },
    transformer: { kind: 'transformer', encoder, steps: 2, batch: 4 },
  },
  seeds: [1],
  sample: { shots: 5 },
  // What the demo's recorded answers are answers to.
  llm: { source: './answers.jsonl', preset: 'demonstration', layers: ['sibling'], 'per-mention': 1 },
  sources: { few: {}, '+ sibling': { layers: ['sibling'], 'per-mention': 2 }, '+ LLM': { llm: true } },
  ensembles: {
    weighted: { members, method: 'weighted' },
    best: { members, method: 'best' },
    stack: { members, method: 'stack' },
  },
};

let whole: Promise<OpenedExperiment> | undefined;
const wholeRun = (): Promise<OpenedExperiment> => {
  whole ??= run();
  return whole;
};

async function run(changes: object = {}): Promise<OpenedExperiment> {
  const file = smallExperiment(mkdtempSync(join(root, 'run-')), { ...SETTINGS, ...changes });
  const opened = await openExperiment(file);
  await runExperiment(opened, { now: () => performance.now(), models: { offline: true } });
  return opened;
}

const stages = ({ plan }: OpenedExperiment, kind: Stage['kind'], text = ''): Stage[] =>
  plan.stages.filter((stage) => stage.kind === kind && stage.id.includes(text));
const ids = (sentences: readonly Sentence[]): string[] => sentences.map(({ id }) => id);

it('holds every sentence out once, and learns from nothing of it and nothing made of it', async () => {
  const opened = await wholeRun();
  const read = (stage: Stage): Promise<Sentence[]> => readCorpus(opened.store.outputOf(stage));
  const [sample] = stages(opened, 'sample') as [Stage];
  const few = await read(sample);
  const trainings = stages(opened, 'train', 'fold');
  expect(trainings.length).toBe(3 * 3);
  let madeSentences = 0;
  for (const training of trainings) {
    const tagged = stages(opened, 'tag').find(({ inputs }) => inputs.model?.[0] === training) as Stage;
    const heldOut = await read(tagged.inputs.corpus?.[0] as Stage);
    expect(heldOut.length).toBeGreaterThan(0);
    const rest = await read(training.inputs.few?.[0] as Stage);
    expect([...ids(heldOut), ...ids(rest)].sort()).toEqual(ids(few).sort());
    for (const stage of (training.inputs.made ?? []) as Stage[]) {
      for (const { text, origin } of await read(stage)) {
        madeSentences++;
        expect(ids(rest)).toContain('source' in origin ? origin.source : undefined);
        expect(heldOut.map((sentence) => sentence.text)).not.toContain(text);
      }
    }
  }
  expect(madeSentences).toBeGreaterThan(4);
  for (const join of stages(opened, 'join')) expect(ids(await read(join))).toEqual(ids(few));
});

it('weighs and chooses by these predictions', async () => {
  const opened = await wholeRun();
  const [weighted, best, stack] = ['weighted', 'best', 'stack'].map((arm) => {
    const cell = opened.plan.cells.find((one) => one.arm === arm);
    return { stage: cell?.tagged, result: cell && opened.store.find(cell.tagged)?.result };
  });
  expect(weighted?.stage?.inputs.taggedDev?.map((input) => (input as Stage).kind)).toEqual([
    ...Array(3).fill('join'),
    'match',
  ]);
  expect(weighted?.result).toMatchObject({ weights: expect.any(Array) });
  expect(best?.result).toMatchObject({ devF1: expect.any(Number) });
  const { rule, candidates } = (stack?.result ?? {}) as {
    rule: { method: string; threshold: number };
    candidates: number;
  };
  expect([rule.method, rule.threshold > 0 && rule.threshold <= 0.5, candidates > 0]).toEqual([
    'stack',
    true,
    true,
  ]);
});

it('takes more folds than there are sentences', async () => {
  const opened = await run({
    sample: { shots: 1 },
    folds: 4,
    sources: { few: {} },
    ensembles: { vote: { members: ['few', 'dictionary'] } },
  });
  expect(stages(opened, 'train', 'fold').length).toBe(4);
  expect(stages(opened, 'join').length).toBe(1);
});
