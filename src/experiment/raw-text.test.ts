import { mkdtempSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { smallExperiment } from '../../test/support/experiments.js';
import { temporaryFolder } from '../../test/support/temporary-folder.js';
import { writeTinyBert } from '../../test/support/tiny-bert.js';
import { readCorpus } from '../corpus/index.js';
import { findFault } from './faults.js';
import { openExperiment, resultsOfRun, runExperiment } from './run.js';

const root = temporaryFolder();
const SOURCES = {
  few: {},
  '+ raw': { raw: true },
  '+ bold raw': { raw: { upper: 0.5, unknown: ['heads'] } },
};

it('labels raw text by the knowledge base, learns from it, and teaches itself', async () => {
  const encoder = join(root, 'encoder');
  await writeTinyBert(encoder);
  const learning = { kind: 'transformer', encoder, steps: 4, batch: 2, mix: { few: 5, distant: 0.5 } };
  const file = smallExperiment(mkdtempSync(join(root, 'run-')), {
    seeds: [1],
    sources: SOURCES,
    taggers: { plain: learning, student: { ...learning, 'self-train': 1, order: 'gold-last' } },
    arms: [{ tagger: 'plain' }, { tagger: 'student', source: '+ raw' }],
  });
  const opened = await openExperiment(file);
  await runExperiment(opened, { now: () => performance.now() });
  expect(resultsOfRun(opened).map(({ arm }) => arm)).toEqual([
    ...['plain, few', 'plain, + raw', 'plain, + bold raw', 'student, + raw'],
  ]);
  const stages = (kind: string) => opened.plan.stages.filter((stage) => stage.kind === kind);
  const heldOut = new Set((await readCorpus(file.data.demo?.test ?? '')).map(({ text }) => text));
  for (const stage of stages('distant')) {
    const made = await readCorpus(opened.store.outputOf(stage));
    expect(made.some(({ spans }) => spans.length > 0)).toBe(true);
    expect(made.every(({ origin, text }) => origin.kind === 'distant' && !heldOut.has(text))).toBe(true);
    expect(opened.store.find(stage)?.result).toMatchObject({ teachers: [{ teacher: 'dictionary' }] });
  }
  expect(stages('distant')).toHaveLength(2);
  const taught = stages('train').map((stage) => {
    const manifest = JSON.parse(readFileSync(join(opened.store.outputOf(stage), 'manifest.json'), 'utf8'));
    return { rounds: opened.store.find(stage)?.result.selfTraining, mix: manifest.settings.mix };
  });
  expect(taught.map(({ mix }) => mix)).toEqual(Array(4).fill({ few: 5, distant: 0.5 }));
  expect(taught.filter(({ rounds }) => rounds !== undefined)).toMatchObject([
    { rounds: { chosen: 2, rounds: [{ round: 1 }, { round: 2, confidence: 0.9 }] } },
  ]);
}, 180_000);

it.each<[string, object, string]>([
  ['self-training without raw text', { sources: { few: {} } }, 'needs raw text'],
  ['raw text without labels for names', { sources: SOURCES }, 'needs `labels` for names in raw text'],
])('says that %s cannot be', (_, changes, what) => {
  const transformer = { kind: 'transformer', encoder: 'vectors', 'self-train': 2 };
  const file = smallExperiment(root, { taggers: { transformer }, ...changes });
  const { labels: _labels, ...demo } = file.data.demo ?? { train: '', test: '' };
  expect(findFault(what.includes('labels') ? { ...file, data: { demo } } : file)?.what).toContain(what);
});
