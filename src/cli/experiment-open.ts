import { cacheFolder } from '../base/cache.js';
import { HilgenError } from '../base/errors.js';
import {
  type ExperimentOptions,
  type OpenedExperiment,
  openExperiment,
  readExperimentFile,
  runExperiment,
  stagesOfRun,
  timesOf,
} from '../experiment/index.js';
import type { CliContext } from './command.js';
import { asTree, onOneLine } from './run-progress.js';

/** Reads an experiment file and plans it. */
export async function openExperimentFile(path: string, context: CliContext): Promise<OpenedExperiment> {
  return openExperiment(await readExperimentFile(path), context.work('reading'));
}

/** How a command runs an experiment. */
export interface RunSettings extends Pick<ExperimentOptions, 'only' | 'from' | 'jobs' | 'answers'> {
  readonly offline?: boolean;
}

/** Runs what is to do, watched on standard error. */
export async function runWatched(
  opened: OpenedExperiment,
  { offline, ...settings }: RunSettings,
  context: CliContext,
): Promise<void> {
  const { remark } = context;
  const todo = stagesOfRun(opened, settings);
  const times = timesOf(
    opened.store,
    todo.map(({ kind }) => kind),
  );
  const { watch, signal } = onOneLine(opened.file.name, todo, context, times);
  const now = (): number => performance.now();
  const isTerminal = process.stderr.isTTY && signal !== undefined;
  await runExperiment(opened, {
    ...settings,
    ...{ signal, now, remark },
    watch: isTerminal ? asTree(opened.file.name, todo, process.stderr, now, times) : watch,
    encoder: { cacheFolder: cacheFolder(), accessToken: process.env.HF_TOKEN, remark },
    models: { offline, environment: process.env, onRemote: ({ message }) => remark(`${message}\n`) },
  }).catch((error: unknown) => Promise.reject(withResumeHint(error)));
}

function withResumeHint(error: unknown): unknown {
  if (!(error instanceof HilgenError) || error.code !== 'interrupted') return error;
  return new HilgenError('interrupted', {
    what: 'interrupted',
    hint: 'Finished stages are kept: the same command goes on from here.',
  });
}
