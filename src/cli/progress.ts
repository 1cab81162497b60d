import type { Progress, WorkOptions } from '../base/progress.js';

/** A terminal, or a file or pipe in its place. */
interface Output {
  readonly isTTY: boolean;
  write(text: string): unknown;
}

const QUIET_MS = 2000;

/** Reports to standard error once the work has taken two seconds: a living line on a terminal, else a line every ten seconds. */
export function progressReporter(title: string, stream: Output, signal: AbortSignal): WorkOptions {
  const started = Date.now();
  const everyMs = stream.isTTY ? 100 : 10_000;
  let last = started + QUIET_MS - everyMs;
  const onProgress = (progress: Progress): void => {
    const now = Date.now();
    if (now - last < everyMs) return;
    last = now;
    const line = describe(title, progress, (now - started) / 1000);
    stream.write(stream.isTTY ? `\r\u001b[2K${line}` : `${line}\n`);
    if (stream.isTTY && progress.done === progress.total) stream.write('\n');
  };
  return { onProgress, signal };
}

function describe(
  title: string,
  { done: share, total, resumedAt = 0, secondsLeft, note }: Progress,
  seconds: number,
): string {
  const done = Math.floor(share);
  const remark = note === undefined ? '' : `  ${note}`;
  if (total === undefined || total === 0) return `${title}: ${done.toLocaleString('en')}${remark}`;
  const own = share - resumedAt;
  const rest = secondsLeft ?? (own < 1 ? undefined : (seconds / own) * (total - share));
  const left = rest === undefined ? '' : `  ${duration(rest)} left`;
  return `${title}: ${done.toLocaleString('en')} of ${total.toLocaleString('en')}${left}${remark}`;
}

/** `75` as `1 min 15 s`. */
export function duration(seconds: number): string {
  const whole = Math.round(seconds);
  return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`;
}
