import { HilgenError } from '../base/errors.js';

/**
 * What kept a model from answering:
 * - `rate-limit`: asked too often; waiting helps.
 * - `server`: its own fault (5xx), may pass.
 * - `unreachable`: no connection could be made.
 * - `dropped`: the connection broke or timed out; the answer may have been paid for.
 * - `malformed`: an answer that cannot be read, such as half a body.
 * - `refused`: this request is not to its liking (400, 413, 422); others may be.
 * - `denied`: no request of ours will be answered (key, quota, unknown model).
 * - `unrecorded`: a replay file does not hold the request.
 */
export type FailureKind =
  | 'rate-limit'
  | 'server'
  | 'unreachable'
  | 'dropped'
  | 'malformed'
  | 'refused'
  | 'denied'
  | 'unrecorded';

/** A failed call as data: the `cause` of the error that `complete` throws. Holds no secrets. */
export interface ModelFailure {
  readonly kind: FailureKind;
  readonly status?: number | undefined;
  /** How long the server asks us to wait. */
  readonly retryAfterMs?: number | undefined;
  /** What came back, as far as anything did. */
  readonly raw?: string | undefined;
}

const FAILURES = new WeakSet<object>();

/** The error of a failed call. */
export function modelError(
  failure: ModelFailure,
  text: { readonly what: string; readonly where?: string | undefined; readonly hint?: string | undefined },
): HilgenError {
  const cause = Object.freeze({ ...failure });
  FAILURES.add(cause);
  return new HilgenError('input', { ...text, cause });
}

/** The failure behind an error of `complete`; absent where something else went wrong. */
export function failureOf(error: unknown): ModelFailure | undefined {
  const cause = error instanceof HilgenError ? error.cause : undefined;
  return typeof cause === 'object' && cause !== null && FAILURES.has(cause)
    ? (cause as ModelFailure)
    : undefined;
}
