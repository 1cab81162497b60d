import { copyFileSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { DEMO } from '../../test/support/experiments.js';
import { runCommand, runForJson } from '../../test/support/run-command.js';
import { temporaryFolder } from '../../test/support/temporary-folder.js';
import { readExperimentFile } from '../experiment/index.js';
import { clean } from './clean.js';
import { init } from './init.js';
import { reproduce } from './reproduce.js';
import { run } from './run.js';
import { status } from './status.js';
import { why } from './why.js';

const folder = temporaryFolder();
const file = join(folder, 'small.yaml');
const text = (match: string): string => `name: small
data:
  demo:
    { train: pool.jsonl, test: dev.jsonl, knowledge: terms, labels: { Disease: ['DOID:'], Chemical: ['CHEBI:'] } }
knowledge: { terms: { sources: [{ path: terms.obo, format: obo }] } }
sample: { shots: 2 }
seeds: [1]
taggers:
  dictionary: { kind: dictionary, match: ${match} }
  transformer: { kind: transformer, encoder: vectors, steps: 2, batch: 2 }
out: out/small
`;

beforeAll(() => {
  mkdirSync(folder, { recursive: true });
  for (const name of ['corpus/pool.jsonl', 'corpus/dev.jsonl', 'terms.obo']) {
    copyFileSync(join(DEMO, name), join(folder, name.split('/').at(-1) ?? name));
  }
  writeFileSync(file, text('all'));
});

it('says what is to do, does it, says that it is done, and what a change would redo', async () => {
  expect(await runCommand(run, file, '--dry-run')).toContain(
    'to do    train/demo/seed 1/transformer/few-shot only',
  );
  const part = await runCommand(run, file, '--only', 'sample', '--dry-run');
  expect(part).toContain('to do    sample/demo/seed 1');
  expect(part).toContain('not now  train/demo/seed 1/transformer/few-shot only');
  const report = await runForJson(run, file);
  expect(report).toMatchObject({
    name: 'small',
    development: 'none',
    arms: [{ arm: 'dictionary' }, { arm: 'few-shot only' }],
  });
  expect(await runCommand(run, file, '--dry-run')).toContain('0 of 7 stages to do');
  expect(await runForJson(status, file)).toMatchObject({ todo: [], cells: { all: 2, finished: 2 } });
  expect(readFileSync(join(folder, 'out/small/table.txt'), 'utf8')).toContain('nothing was chosen');

  writeFileSync(file, text('none'));
  const { stages } = (await runForJson(why, file, 'score/demo/dictionary')) as { stages: object[] };
  expect(stages).toMatchObject([
    {
      id: 'score/demo/dictionary',
      state: 'changed',
      changes: [{ what: 'tagged', stage: 'match/demo/dictionary' }],
    },
    { id: 'match/demo/dictionary', changes: [{ what: 'match', from: '"all"', to: '"none"' }] },
  ]);
  expect(await runForJson(why, file, 'train')).toMatchObject({
    stages: [{ state: 'finished', changes: [] }],
  });

  await runCommand(run, file);
  expect(await runForJson(clean, file, '--dry-run')).toMatchObject({ removed: [{}, {}] });
  const { removed } = (await runForJson(clean, file)) as { removed: { path: string }[] };
  expect(removed.map(({ path }) => existsSync(path))).toEqual([false, false]);
  expect(await runForJson(status, file)).toMatchObject({ todo: [] });

  const moved = join(folder, 'moved.yaml');
  renameSync(file, moved);
  expect(await runForJson(clean, moved)).toMatchObject({ removed: [] });
});

it('repeats a recorded run, and says what differs', async () => {
  writeFileSync(file, text('all'));
  await runCommand(run, file);
  const record = join(folder, 'out/small/run.json');
  expect(await runForJson(reproduce, record)).toMatchObject({
    sameScores: true,
    sameResults: true,
    differences: [],
  });
  const changed = JSON.parse(readFileSync(record, 'utf8'));
  changed.versions.hilgen = '0.0.1';
  changed.file.taggers.transformer.steps = 3;
  writeFileSync(join(folder, 'changed.json'), JSON.stringify(changed));
  const { differences } = (await runForJson(
    reproduce,
    join(folder, 'changed.json'),
    '--out',
    join(folder, 'other'),
  )) as {
    differences: { kind: string; where: string }[];
  };
  expect(differences[0]).toMatchObject({ kind: 'version', where: 'hilgen', recorded: '0.0.1' });
  expect(differences.filter(({ kind }) => kind === 'stage').map(({ where }) => where.split('/')[0])).toEqual([
    'train',
    'tag',
    'score',
  ]);
});

it('refuses to repeat what is no record of a run', async () => {
  writeFileSync(join(folder, 'no.json'), '{}');
  await expect(runCommand(reproduce, join(folder, 'no.json'))).rejects.toMatchObject({ code: 'input' });
});

it('writes an experiment file that can be read, and overwrites none', async () => {
  const out = join(folder, 'hilgen.yaml');
  await runForJson(init, '--out', out, '--train', 'a "b".tsv', '--obo', 'doid.obo.gz', '--label', 'Disease');
  const read = await readExperimentFile(out);
  expect(read.data.corpus).toMatchObject({ train: join(folder, 'a "b".tsv'), labels: 'Disease' });
  await expect(runCommand(init, '--out', out)).rejects.toMatchObject({ code: 'usage' });
});
