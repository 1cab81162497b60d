import { mkdtempSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { smallExperiment } from '../../test/support/experiments.js';
import { temporaryFolder } from '../../test/support/temporary-folder.js';
import { writeTinyBert } from '../../test/support/tiny-bert.js';
import { readCorpus } from '../corpus/index.js';
import { loopbackServer } from '../llm/testing/loopback-server.js';
import { textOf } from '../llm/testing/requests.js';
import { findFault } from './faults.js';
import { openExperiment, resultsOfRun, runExperiment, stagesOfRun } from './run.js';
import { planWriting } from './writing-plan.js';

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

const TAUGHT = { few: {}, '+ taught': { raw: { teachers: ['few'] } } };

it('has arms label raw text too, each seed by its own', async () => {
  const file = smallExperiment(mkdtempSync(join(root, 'run-')), { sources: TAUGHT });
  const opened = await openExperiment(file);
  await runExperiment(opened, { now: () => performance.now() });
  const made = opened.plan.stages.filter(({ kind }) => kind === 'distant');
  expect(made.map(({ id }) => id)).toEqual(['distant/demo/seed 1/+ taught', 'distant/demo/seed 2/+ taught']);
  const [text] = opened.plan.stages.filter(({ kind }) => kind === 'text');
  const bare = text === undefined ? [] : await readCorpus(opened.store.outputOf(text));
  const train = await readCorpus(file.data.demo?.train ?? '');
  expect(bare.map(({ text }) => text)).toEqual(train.map(({ text }) => text));
  expect(bare.flatMap(({ spans }) => spans)).toEqual([]);
  for (const stage of made) {
    expect(opened.store.find(stage)?.result).toMatchObject({
      teachers: [{ teacher: 'dictionary' }, { teacher: 'few' }],
    });
    const [said] = stage.inputs.said ?? [];
    if (said === undefined || said.kind === 'file') throw new Error('nothing is said');
    expect(await readCorpus(opened.store.outputOf(said))).toHaveLength(train.length);
    expect(said.id).toContain(stage.id.split('/')[2]);
  }
});

it('has a language model mark raw text, and asks once for all sources that are alike', async () => {
  const asked: string[] = [];
  const server = await loopbackServer(({ body }) => {
    const sentence = /same way:\n\n(.+)\n/u.exec(textOf(body))?.[1] ?? '';
    asked.push(sentence);
    const word = /\p{L}{4,}/u.exec(sentence)?.[0] ?? '';
    return {
      kind: 'answer',
      text: JSON.stringify({ mentions: word === '' ? [] : [{ text: word, label: 'Disease' }] }),
    };
  });
  try {
    const llm = { sentences: 3 };
    const file = smallExperiment(mkdtempSync(join(root, 'run-')), {
      seeds: [1],
      llm: { source: server.url, model: 'loopback' },
      sources: { '+ raw': { raw: { llm } }, '+ bold raw': { raw: { llm, upper: 0.5 } } },
    });
    const opened = await openExperiment(file);
    const plan = () => planWriting(opened, stagesOfRun(opened), {});
    expect(await plan()).toMatchObject({ stages: 0, uncounted: 1 });
    await runExperiment(opened, { now: () => 0, only: 'sample' });
    const counted = await plan();
    await runExperiment(opened, { now: () => 0, models: { offline: true } });
    expect(new Set(asked).size).toBe(asked.length);
    expect(counted).toMatchObject({ stages: 1, uncounted: 0, total: asked.length, kept: 0 });
    const marks = opened.plan.stages.filter(({ kind }) => kind === 'mark');
    expect(marks).toHaveLength(1);
    const account = marks[0] && opened.store.find(marks[0])?.result;
    expect(account).toMatchObject({ asked: asked.length, spent: { calls: asked.length, kept: 0 } });
    const made = opened.plan.stages.filter(({ kind }) => kind === 'distant');
    expect(made).toHaveLength(2);
    for (const stage of made) {
      expect(opened.store.find(stage)?.result).toMatchObject({
        teachers: [{ teacher: 'dictionary' }, { teacher: 'language model' }],
      });
    }
  } finally {
    await server.close();
  }
});

it.each<[string, object, string]>([
  ['a teacher that is no arm', { few: {}, '+ raw': { raw: { teachers: ['nobody'] } } }, 'no arm "nobody"'],
  ['the dictionary as one', { few: {}, '+ raw': { raw: { teachers: ['dictionary'] } } }, 'learns nothing'],
  [
    'a teacher that learns from what it teaches',
    { a: { raw: { teachers: ['b'] } }, b: { raw: { teachers: ['a'] } } },
    'learns from this source itself',
  ],
])('says that %s cannot be', (_, sources, what) => {
  expect(findFault(smallExperiment(root, { sources }))?.what).toContain(what);
});

it('says that teachers and cross-validation cannot be', () => {
  const file = smallExperiment(root, { sources: TAUGHT, development: 'cross-validation' });
  expect(findFault(file)?.what).toContain('cross-validation would hold out');
});

it('says that no language model is named', () => {
  const sources = { few: {}, '+ raw': { raw: { llm: {} } } };
  expect(findFault(smallExperiment(root, { sources, llm: undefined }))?.what).toContain(
    'which language model',
  );
});

it.each<[string, object, string]>([
  ['self-training without raw text', { sources: { few: {} } }, 'needs raw text'],
  ['raw text without labels for names', { sources: SOURCES }, 'needs `labels` for names in raw text'],
])('says that %s cannot be', (_, changes, what) => {
  const transformer = { kind: 'transformer', encoder: 'vectors', 'self-train': 2 };
  const file = smallExperiment(root, { taggers: { transformer }, ...changes });
  const { labels: _labels, ...demo } = file.data.demo ?? { train: '', test: '' };
  expect(findFault(what.includes('labels') ? { ...file, data: { demo } } : file)?.what).toContain(what);
});
