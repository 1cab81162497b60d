import type { Progress, WorkOptions } from '../base/progress.js';
import { type Stage, type StageRecord, secondsLeft, type Times, type Watch } from '../experiment/index.js';
import type { CliContext } from './command.js';
import { duration } from './progress.js';

/**
 * Watches a run as one line: stages done of those to do, and what the present one is at.
 *
 * @param times By which the time left is judged; by the pace so far where absent, or where a kind was never timed.
 */
export function onOneLine(
  title: string,
  todo: readonly Stage[],
  context: Pick<CliContext, 'work'>,
  times?: Times,
): { readonly watch: Watch; readonly signal: WorkOptions['signal'] } {
  const { onProgress, signal } = context.work(title);
  let done = 0;
  const total = todo.length;
  const left = leftOf(todo, times);
  const report = (stage: Stage, progress: Progress): void => {
    left.moved(stage, progress);
    const note = noteOf(stage, progress);
    onProgress?.({ done: done + 0.9 * shareOf(progress), total, secondsLeft: left.seconds(), note });
  };
  const watch: Watch = {
    started: (stage) => report(stage, { done: 0 }),
    moved: report,
    finished: (stage, record) => {
      left.finished(stage, record);
      onProgress?.({ done: ++done, total, secondsLeft: left.seconds() });
    },
  };
  return { watch, signal };
}

/** A terminal. */
interface Terminal {
  readonly columns?: number | undefined;
  write(text: string): unknown;
}

const EVERY_MS = 100;

/** Watches a run as a living tree on a terminal: a branch for each kind of stage, with what it is at. */
export function asTree(
  title: string,
  todo: readonly Stage[],
  terminal: Terminal,
  now: () => number,
  times?: Times,
): Watch {
  const started = now();
  const kinds = [...new Set(todo.map(({ kind }) => kind))];
  const done = new Map<string, number>();
  const running = new Map<Stage, Progress>();
  const left = leftOf(todo, times);
  let lines = 0;
  let drawnMs = Number.NEGATIVE_INFINITY;
  const draw = (isLast: boolean): void => {
    if (!isLast && now() - drawnMs < EVERY_MS) return;
    drawnMs = now();
    const total = [...done.values()].reduce((sum, count) => sum + count, 0);
    const rest = left.seconds();
    const time = [duration((now() - started) / 1000), ...(rest ? [`about ${duration(rest)} left`] : [])];
    const head = `${title}: ${total} of ${todo.length} stages, ${time.join(', ')}`;
    const branches = kinds.map((kind, at) => {
      const all = todo.filter((stage) => stage.kind === kind).length;
      const own = [...running].filter(([stage]) => stage.kind === kind).map((each) => noteOf(...each));
      const arm = at === kinds.length - 1 ? '└' : '├';
      return `${arm} ${kind.padEnd(10)} ${`${done.get(kind) ?? 0} of ${all}`.padEnd(10)} ${own.join('; ')}`;
    });
    const width = (terminal.columns ?? 80) - 1;
    const text = [head, ...branches].map((line) => `\u001b[2K${line.trimEnd().slice(0, width)}\n`).join('');
    terminal.write((lines > 0 ? `\u001b[${lines}A` : '') + text);
    lines = branches.length + 1;
  };
  return {
    started: (stage) => {
      running.set(stage, { done: 0 });
      draw(false);
    },
    moved: (stage, progress) => {
      running.set(stage, progress);
      left.moved(stage, progress);
      draw(false);
    },
    finished: (stage, record) => {
      left.finished(stage, record);
      running.delete(stage);
      done.set(stage.kind, (done.get(stage.kind) ?? 0) + 1);
      const total = [...done.values()].reduce((sum, count) => sum + count, 0);
      draw(total === todo.length);
    },
  };
}

/** Keeps count of the time that is left. */
function leftOf(todo: readonly Stage[], times: Times | undefined) {
  const waiting = new Set(todo);
  const shares = new Map<Stage, number>();
  return {
    moved: (stage: Stage, progress: Progress): void => {
      shares.set(stage, shareOf(progress));
    },
    finished: (stage: Stage, record: StageRecord): void => {
      waiting.delete(stage);
      times?.add(record, stage.kind);
    },
    seconds: (): number | undefined =>
      times && secondsLeft(waiting, times, (stage) => shares.get(stage) ?? 0),
  };
}

function shareOf({ done, total }: Progress): number {
  return total === undefined || total === 0 ? 0 : done / total;
}

function noteOf({ id, kind }: Stage, progress: Progress): string {
  const share = shareOf(progress);
  const percent = share > 0 ? ` ${Math.floor(100 * share)} %` : '';
  const note = progress.note === undefined ? '' : `: ${progress.note}`;
  return `${id.slice(kind.length + 1)}${percent}${note}`;
}
