import { throwIfAborted } from '../../base/errors.js';
import { type FailureKind, failureOf } from '../failure.js';
import { backoffMs } from '../run/backoff.js';
import type { Clock } from '../run/clock.js';

const PASSING: readonly FailureKind[] = ['rate-limit', 'server', 'dropped', 'unreachable', 'malformed'];
const ATTEMPTS = 5;

/** Tries again what may be tried again: `work` must do nothing twice. */
export async function persist<T>(
  name: string,
  clock: Clock,
  signal: AbortSignal,
  work: (attempt: number) => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    throwIfAborted(signal);
    try {
      return await work(attempt);
    } catch (error) {
      const failure = failureOf(error);
      if (failure === undefined || !PASSING.includes(failure.kind) || attempt === ATTEMPTS) throw error;
      await clock.sleep(backoffMs(name, attempt, failure.retryAfterMs), signal);
    }
  }
}
