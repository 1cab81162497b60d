import { setMaxListeners } from 'node:events';
import type { Clock } from './clock.js';
import type { Limits, StopReason } from './types.js';

const GRACE_MS = 20_000;

/** When a run ends before its requests do. */
export interface Stops {
  /** Fires when no more calls are to be made. */
  readonly soft: AbortSignal;
  /** Fires when calls in flight are to be given up. */
  readonly hard: AbortSignal;
  /** The first reason that was given. */
  reason(): StopReason | undefined;
  stop(reason: StopReason): void;
  /** Takes the clock off: the run has ended. */
  end(): void;
}

/**
 * Calls in flight are paid for, so a stop lets them end, for twenty seconds at most.
 */
export function runStops({ maxMinutes }: Limits, signal: AbortSignal | undefined, clock: Clock): Stops {
  const soft = new AbortController();
  // Every worker that waits listens.
  setMaxListeners(0, soft.signal);
  const hard = new AbortController();
  const ended = new AbortController();
  let first: StopReason | undefined;
  const stop = (reason: StopReason): void => {
    if (first !== undefined) return;
    first = reason;
    soft.abort();
    void clock.sleep(GRACE_MS, ended.signal).then(() => ended.signal.aborted || hard.abort());
  };
  const interrupted = (): void => stop({ kind: 'interrupted', text: 'interrupted' });
  if (signal?.aborted) interrupted();
  signal?.addEventListener('abort', interrupted);
  if (maxMinutes !== undefined) {
    const over = (): void => stop({ kind: 'max-minutes', text: `the ${maxMinutes} minutes are over` });
    void clock.sleep(maxMinutes * 60_000, ended.signal).then(() => ended.signal.aborted || over());
  }
  return {
    soft: soft.signal,
    hard: hard.signal,
    reason: () => first,
    stop,
    end: () => {
      signal?.removeEventListener('abort', interrupted);
      ended.abort();
    },
  };
}
