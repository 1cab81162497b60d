import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { DEMO } from '../../test/support/experiments.js';
import { temporaryFolder } from '../../test/support/temporary-folder.js';
import { writeTinyBert } from '../../test/support/tiny-bert.js';
import { random } from '../base/random.js';
import { compareRuns } from './compare-runs.js';
import { readExperimentFile } from './read-file.js';
import { openExperiment } from './run.js';
import { type RunRecord, recordOfRun } from './run-record.js';

const KILLS = 5;
/** Lives are counted in what the run says, so that a busy machine kills at the same moments. */
const LONGEST_LIFE_LINES = 120;

const folder = temporaryFolder();
const build = resolve('.cache/build-runs');

beforeAll(async () => {
  execFileSync('npx', ['tsc', '-p', 'tsconfig.build.json', '--outDir', build]);
  await writeTinyBert(join(folder, 'encoder'));
}, 600_000);

/** An experiment file whose results and stages stand in a folder of this name. */
function fileIn(name: string): string {
  const path = join(folder, `${name}.yaml`);
  mkdirSync(join(folder, name), { recursive: true });
  const [train, test, terms] = ['corpus/pool.jsonl', 'corpus/dev.jsonl', 'terms.obo'].map((own) =>
    JSON.stringify(join(DEMO, own)),
  );
  writeFileSync(
    path,
    `name: kills
data:
  demo:
    { train: ${train}, test: ${test}, knowledge: terms, labels: { Disease: ['DOID:'], Chemical: ['CHEBI:'] } }
knowledge: { terms: { sources: [{ path: ${terms}, format: obo }] } }
sample: { shots: 2 }
seeds: [1, 2]
sources: { few: {}, + sibling: { layers: [sibling], per-mention: 2 } }
taggers:
  dictionary: { kind: dictionary }
  transformer: { kind: transformer, encoder: ./encoder, steps: 200, batch: 2, decode: [classifier, nnshot] }
tests: { baseline: "classifier, few", rounds: 99 }
out: ${name}/results
store: ${name}/store
`,
  );
  return path;
}

/** Runs a file in a process of its own, killed once it said so many lines; gives what it said. */
async function run(file: string, lines = Number.POSITIVE_INFINITY) {
  const child = spawn(process.execPath, ['src/experiment/testing/run-child.mjs', build, file]);
  child.stderr.pipe(process.stderr);
  let said = '';
  child.stdout.on('data', (data: Buffer) => {
    said += data.toString();
    if (said.split('\n').length > lines) child.kill('SIGKILL');
  });
  const signal = await new Promise<NodeJS.Signals | null>((done) => {
    child.once('close', (_, by) => done(by));
  });
  return { said: said.trim().split('\n'), signal };
}

/** When each finished stage of a store was written. */
function finished(name: string): Map<string, number> {
  const stages = join(folder, name, 'store', 'stages');
  const paths = readdirSync(stages, { recursive: true, encoding: 'utf8' })
    .filter((path) => /^[^/]+\/[^/.]+\/manifest\.json$/.test(path))
    .map((path) => [path, statSync(join(stages, path)).mtimeMs] as const);
  return new Map(paths);
}

async function recordOf(file: string): Promise<RunRecord> {
  return recordOfRun(await openExperiment(await readExperimentFile(file)), {});
}

it(`${KILLS} kills redo no finished stage and change no result, and a finished run is not run again`, async () => {
  const file = fileIn('killed');
  const draws = random(1, 'kills');
  let before = new Map<string, number>();
  for (let kill = 0; kill < KILLS; kill++) {
    const { signal } = await run(file, 2 + draws.int(LONGEST_LIFE_LINES));
    expect(signal).toBe('SIGKILL');
    const after = finished('killed');
    for (const [path, time] of before) expect(after.get(path)).toBe(time);
    expect(after.size).toBeGreaterThanOrEqual(before.size);
    before = after;
  }
  expect((await run(file)).signal).toBeNull();
  const whole = finished('killed');
  for (const [path, time] of before) expect(whole.get(path)).toBe(time);
  expect(whole.size).toBeGreaterThan(before.size);

  const other = fileIn('whole');
  expect((await run(other)).signal).toBeNull();
  const [killed, uninterrupted] = [await recordOf(file), await recordOf(other)];
  expect(killed.cells.length).toBe(9);
  expect(compareRuns(uninterrupted, killed)).toEqual([]);

  const again = await run(file);
  expect(again.said).toEqual([expect.stringMatching(/^took \d+ ms$/)]);
  expect(Number(/\d+/.exec(again.said[0] ?? '')?.[0])).toBeLessThan(5000);
  expect(finished('killed')).toEqual(whole);
}, 300_000);
