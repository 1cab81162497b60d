import { join } from 'node:path';
import type { WorkOptions } from '../base/progress.js';
import { Bench, type BenchOptions } from './bench.js';
import { type CellResult, restsOn, resultsOf, secondsOf } from './cell-result.js';
import { digestFiles, filesOf } from './digests.js';
import { type Plan, planExperiment, targetsOf } from './plan.js';
import type { PlacedFile } from './read-file.js';
import { runStages, stagesToDo, type Watch } from './run-stages.js';
import { chosenStages } from './select.js';
import { type Stage, stagesBefore } from './stage.js';
import { StageStore } from './store.js';

/** An experiment ready to be run: its plan, and what of it is done. */
export interface OpenedExperiment {
  readonly file: PlacedFile;
  readonly plan: Plan;
  readonly store: StageStore;
  /** SHA-256 of everything read, by path. */
  readonly inputs: Readonly<Record<string, string>>;
}

/** Which stages are wanted. */
export interface Selection {
  /** Only stages of this kind, or with this in their id, and what they need; everything where absent. */
  readonly only?: string | undefined;
  /** Stages of this kind, or with this in their id, are done again, with all that depends on them. */
  readonly from?: string | undefined;
}

/** Hashes what the experiment reads, and plans it. */
export async function openExperiment(file: PlacedFile, work: WorkOptions = {}): Promise<OpenedExperiment> {
  const digests = await digestFiles(filesOf(file), join(file.store, 'digests.json'), work);
  const plan = planExperiment(file, digests);
  return { file, plan, store: new StageStore(file.store), inputs: Object.fromEntries(digests) };
}

/**
 * The stages that a run would do.
 *
 * @throws HilgenError `usage` where a name fits no stage.
 */
export function stagesOfRun({ plan, store }: OpenedExperiment, { only, from }: Selection = {}): Stage[] {
  const targets = only === undefined ? targetsOf(plan) : chosenStages(plan, only);
  const again = new Set<Stage>(from === undefined ? [] : chosenStages(plan, from));
  for (const stage of plan.stages) {
    if (stagesBefore(stage).some((before) => again.has(before))) again.add(stage);
  }
  return stagesToDo(plan.stages, targets, store, again);
}

export interface ExperimentOptions extends Omit<BenchOptions, 'answers'>, Selection {
  /** The folder in which a language model's answers are kept, the store's where absent. */
  readonly answers?: string | undefined;
  readonly watch?: Watch | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly jobs?: number | undefined;
}

/** Does what is to do. What is finished is kept at once: the same call goes on from there. */
export async function runExperiment(opened: OpenedExperiment, options: ExperimentOptions): Promise<void> {
  const { file, plan, store } = opened;
  const bench = new Bench({ ...options, answers: options.answers ?? file.store });
  const { watch, signal, jobs } = options;
  const finished: Watch['finished'] = (stage, record) => {
    watch?.finished?.(stage, record);
    if (file.models === 'discard') discardRead(stage, plan, store);
  };
  try {
    const todo = stagesOfRun(opened, options);
    await runStages(todo, { store, bench, signal, jobs, watch: { ...watch, finished } });
  } finally {
    bench.close();
  }
}

/** Removes the model that a stage has read, where no stage is left to read it. */
function discardRead(stage: Stage, { stages }: Plan, store: StageStore): void {
  for (const model of stagesBefore(stage).filter(({ kind }) => kind === 'train')) {
    const readers = stages.filter((other) => stagesBefore(other).includes(model));
    if (readers.every((reader) => store.find(reader) !== undefined)) store.discard(model);
  }
}

/** The figures that are there: all of a finished run. */
export function resultsOfRun({ plan, store }: OpenedExperiment): CellResult[] {
  return plan.cells.flatMap((cell) => resultsOf(cell, store) ?? []);
}

/** The computing time of all stages of a run, also of those done earlier; shared ones count once. */
export function totalSeconds({ plan, store }: OpenedExperiment): number {
  return secondsOf(new Set(targetsOf(plan).flatMap((stage) => [...restsOn(stage)])), store);
}
