import { throwIfAborted } from '../base/errors.js';
import type { Progress } from '../base/progress.js';
import type { Bench } from './bench.js';
import { type Artifact, type Stage, stagesBefore } from './stage.js';
import { KINDS } from './stages/index.js';
import type { Resource, StageKind } from './stages/kind.js';
import type { StageRecord, StageStore } from './store.js';

/** Told of what happens to stages. */
export interface Watch {
  started?(stage: Stage): void;
  moved?(stage: Stage, progress: Progress): void;
  finished?(stage: Stage, record: StageRecord): void;
}

export interface StageOptions {
  readonly store: StageStore;
  readonly bench: Bench;
  readonly watch?: Watch | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Stages at a time, one where absent; no two that need the same for themselves. */
  readonly jobs?: number | undefined;
}

/**
 * The stages that are to be done for the targets, in the order of `stages`: what is not finished, and what these need
 * of what is not there.
 *
 * @param again Stages that count as not finished.
 */
export function stagesToDo(
  stages: readonly Stage[],
  targets: readonly Stage[],
  store: StageStore,
  again: ReadonlySet<Stage> = new Set(),
): Stage[] {
  const todo = new Set<Stage>();
  const visit = (stage: Stage, isRead: boolean): void => {
    if (todo.has(stage)) return;
    const record = again.has(stage) ? undefined : store.find(stage);
    if (record !== undefined && !(isRead && record.discarded)) return;
    todo.add(stage);
    for (const before of stagesBefore(stage)) visit(before, true);
  };
  for (const target of targets) visit(target, false);
  return stages.filter((stage) => todo.has(stage));
}

/** Does stages, each once all that it reads is there. What is finished when another fails is kept. */
export async function runStages(todo: readonly Stage[], options: StageOptions): Promise<void> {
  const { jobs = 1, signal } = options;
  const waiting = new Set(todo);
  const running = new Map<Stage, Promise<void>>();
  let failure: { readonly cause: unknown } | undefined;
  const isReady = (stage: Stage): boolean =>
    stagesBefore(stage).every((before) => !waiting.has(before) && !running.has(before)) &&
    needsOf(stage).every((need) => ![...running.keys()].some((other) => needsOf(other).includes(need)));
  while (waiting.size > 0 || running.size > 0) {
    for (const stage of waiting) {
      if (failure !== undefined || running.size >= jobs || signal?.aborted) break;
      if (!isReady(stage)) continue;
      waiting.delete(stage);
      const done = runStage(stage, options)
        .catch((cause: unknown) => {
          failure ??= { cause };
        })
        .finally(() => running.delete(stage));
      running.set(stage, done);
    }
    if (running.size === 0) break;
    await Promise.race(running.values());
  }
  if (failure !== undefined) throw failure.cause;
  throwIfAborted(signal);
}

function needsOf({ kind, settings }: Stage): readonly Resource[] {
  return (KINDS[kind] as StageKind<object>).needs?.(settings) ?? [];
}

async function runStage(stage: Stage, { store, bench, watch, signal }: StageOptions): Promise<void> {
  throwIfAborted(signal);
  watch?.started?.(stage);
  const pathOf = (input: Artifact): string => (input.kind === 'file' ? input.path : store.outputOf(input));
  const started = bench.now();
  const record = await store.make(stage, async (folder) => {
    const result = await (KINDS[stage.kind] as StageKind<object>).run(stage.settings, {
      ...{ folder, unfinished: store.unfinishedOf(stage), bench },
      paths: (role) => (stage.inputs[role] ?? []).map(pathOf),
      work: { signal, onProgress: (progress) => watch?.moved?.(stage, progress) },
    });
    return { result, seconds: (bench.now() - started) / 1000 };
  });
  watch?.finished?.(stage, record);
}
