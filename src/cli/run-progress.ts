import type { Progress, WorkOptions } from '../base/progress.js';
import type { OpenedExperiment, Stage, Watch } from '../experiment/index.js';
import type { CliContext } from './command.js';

/** Watches a run as one living line: stages done of all, and what the present one is at. */
export function onOneLine(
  title: string,
  { plan }: Pick<OpenedExperiment, 'plan'>,
  context: Pick<CliContext, 'work'>,
): { readonly watch: Watch; readonly signal: WorkOptions['signal'] } {
  const { onProgress, signal } = context.work(title);
  let done = 0;
  const total = plan.stages.length;
  const report = (stage: Stage, { done: own, total: all, note }: Progress): void => {
    const share = all === undefined || all === 0 ? 0 : own / all;
    onProgress?.({
      done: done + 0.9 * share,
      total,
      note: note === undefined ? stage.id : `${stage.id}: ${note}`,
    });
  };
  const watch: Watch = {
    started: (stage) => report(stage, { done: 0 }),
    moved: report,
    finished: () => onProgress?.({ done: ++done, total }),
  };
  return { watch, signal };
}
