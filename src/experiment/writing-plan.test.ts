import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { smallExperiment } from '../../test/support/experiments.js';
import { temporaryFolder } from '../../test/support/temporary-folder.js';
import { openExperiment, runExperiment, stagesOfRun } from './run.js';
import { planWriting } from './writing-plan.js';

const root = temporaryFolder();
// What the demo's recorded answers are answers to.
const REPLAYED = {
  source: './answers.jsonl',
  preset: 'demonstration',
  layers: ['sibling'],
  'per-mention': 1,
};
const SETTINGS = { seeds: [1], sample: { shots: 5 }, sources: { '+ LLM': { llm: true } } };

it('counts what would be asked once the sample is there, and what was answered already', async () => {
  const folder = mkdtempSync(join(root, 'run-'));
  const opened = await openExperiment(smallExperiment(folder, { ...SETTINGS, llm: REPLAYED }));
  const options = { now: () => performance.now() };
  const plan = (from?: string) => planWriting(opened, stagesOfRun(opened, { from }), {});
  expect(await plan()).toMatchObject({ stages: 0, uncounted: 1, total: 0 });
  await runExperiment(opened, { ...options, only: 'sample' });
  await runExperiment(opened, { ...options, only: 'knowledge' });
  const before = await plan();
  expect(before).toMatchObject({ stages: 1, uncounted: 0, kept: 0, costAtMost: 0 });
  expect(before?.promptTokens).toBeGreaterThan(100);
  await runExperiment(opened, { ...options, only: 'write' });
  expect(await plan()).toBeUndefined();
  expect(await plan('write')).toMatchObject({ total: before?.total, kept: before?.total, calls: 0 });

  const priced = { ...REPLAYED, source: 'openai', model: 'gpt-4o-mini', preset: 'grounded' };
  const remote = await openExperiment(smallExperiment(folder, { ...SETTINGS, llm: priced }));
  const cost = await planWriting(remote, stagesOfRun(remote), { environment: {} });
  expect(cost).toMatchObject({ stages: 1, kept: 0 });
  expect(cost?.costAtMost).toBeCloseTo(
    ((cost?.promptTokens ?? 0) * 0.15 + (cost?.completionTokensAtMost ?? 0) * 0.6) / 1e6,
    12,
  );
});
