import { existsSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { HilgenError } from '../base/errors.js';
import type { WorkOptions } from '../base/progress.js';
import {
  digestFiles,
  type OpenedExperiment,
  openExperiment,
  type PlacedFile,
  planExperiment,
  type RunRecord,
  readExperimentFile,
  recordOfRun,
  referencesOf,
  type Stage,
  StageStore,
  stagesBefore,
} from '../experiment/index.js';
import { readRun } from './reproduce.js';
import { versions } from './versions.js';

/** A finished run with all that a report is made of. */
export interface OpenedRun extends OpenedExperiment {
  readonly record: RunRecord;
  /** The experiment file, where it is known. */
  readonly path?: string | undefined;
  /** The folder of the results. */
  readonly folder: string;
}

/**
 * Opens what `hilgen run` left: its folder, `run.json`, or what the experiment file comes to now.
 *
 * @throws HilgenError `input` naming the first stage that is not there, or a test set that has changed since.
 */
export async function openRun(path: string, work: WorkOptions): Promise<OpenedRun> {
  const isFolder = existsSync(path) && statSync(path).isDirectory();
  const opened =
    isFolder || path.endsWith('.json')
      ? await openRecord(isFolder ? join(path, 'run.json') : path, work)
      : await openFile(path, work);
  requireStages(opened, path);
  return { ...opened, record: opened.record() };
}

type Opened = Omit<OpenedRun, 'record'> & { readonly record: () => RunRecord };

async function openFile(path: string, work: WorkOptions): Promise<Opened> {
  const opened = await openExperiment(await readExperimentFile(path), work);
  const { out } = opened.file;
  return { ...opened, path: resolve(path), folder: out, record: () => recordOfRun(opened, versions()) };
}

/** A record says what its files held: they need not be there, but for the test sets, which must be the same. */
async function openRecord(path: string, work: WorkOptions): Promise<Opened> {
  const record = await readRun(path);
  const file = record.file as PlacedFile;
  const tests = Object.values(file.data).map(({ test }) => test);
  for (const [test, digest] of await digestFiles(tests, join(file.store, 'digests.json'), work)) {
    if (digest === record.inputs[test]) continue;
    throw new HilgenError('input', {
      where: test,
      what: 'is not the test set of the recorded run: it has changed since',
      hint: 'Put the old file back, or run the experiment again.',
    });
  }
  const plan = planExperiment(file, new Map(Object.entries(record.inputs)));
  const keys = new Set(plan.stages.map(({ key }) => key));
  const source = referencesOf(file.store).find(
    ({ name, keys: own }) => name === file.name && own.every((key) => keys.has(key)),
  );
  const common = { file, plan, store: new StageStore(file.store), inputs: record.inputs };
  return { ...common, path: source?.file, folder: dirname(resolve(path)), record: () => record };
}

/** Predictions and what was learnt from must be there; models need not. */
function requireStages({ plan, store, path: file }: Opened, run: string): void {
  const read = plan.cells.flatMap(({ score, tagged, few, made }): Stage[] => [
    ...made,
    ...(few === undefined ? [] : [few]),
    ...(tagged.kind === 'ensemble' ? stagesBefore(tagged) : []),
    ...[tagged, score],
  ]);
  const missing = [...read, ...[...plan.measured, ...plan.compared].map(({ stage }) => stage)].find(
    (stage) => store.find(stage) === undefined || !existsSync(store.outputOf(stage)),
  );
  if (missing === undefined) return;
  throw new HilgenError('input', {
    where: run,
    what: `the stage \`${missing.id}\` is not in ${store.folder}`,
    hint: `\`hilgen run ${file ?? 'FILE'}\` makes it.`,
  });
}
