import type { FailureKind, ModelFailure } from '../failure.js';
import { backoffMs } from './backoff.js';
import type { StopReason } from './types.js';

/** What follows from a failed call. */
export type Verdict =
  | { readonly kind: 'retry'; readonly afterMs: number }
  | { readonly kind: 'fail' }
  | { readonly kind: 'stop'; readonly reason: StopReason };

/** What is known when a call has failed. */
export interface Situation {
  readonly key: string;
  /** The message for the user. */
  readonly message: string;
  /** Failures of this request so far, this one included; refusals for being asked too often apart. */
  readonly tries: number;
  readonly throttled: number;
  readonly attempts: number;
  /** Whether any request has been answered since this one was begun. */
  readonly othersAnswered: boolean;
  /** How long this request has been waiting, in milliseconds. */
  readonly waitedMs: number;
}

/** A server that keeps all waiting this long is given up for now. */
const PATIENCE_MS = 15 * 60_000;

const STOPPING: Partial<Record<FailureKind, StopReason['kind']>> = {
  denied: 'denied',
  unrecorded: 'unrecorded',
};

/** Decides over a failed call: try again, give the request up, or end the run. */
export function verdictOn({ kind, retryAfterMs }: ModelFailure, situation: Situation): Verdict {
  const { key, message, tries, throttled, attempts, othersAnswered, waitedMs } = situation;
  const stopping = STOPPING[kind];
  if (stopping !== undefined) return { kind: 'stop', reason: { kind: stopping, text: message } };
  if (kind === 'refused') return { kind: 'fail' };
  if ((retryAfterMs ?? 0) > PATIENCE_MS || (waitedMs > PATIENCE_MS && !othersAnswered)) {
    return { kind: 'stop', reason: { kind: 'unreachable', text: `the server keeps us waiting: ${message}` } };
  }
  if (kind === 'rate-limit') return { kind: 'retry', afterMs: backoffMs(key, throttled, retryAfterMs) };
  if (tries < attempts) return { kind: 'retry', afterMs: backoffMs(key, tries, retryAfterMs) };
  if (othersAnswered || kind === 'malformed') return { kind: 'fail' };
  return { kind: 'stop', reason: { kind: 'unreachable', text: message } };
}
