import { APIConnectionError, APIConnectionTimeoutError, APIError } from 'openai';
import type { HilgenError } from '../../base/errors.js';
import { type FailureKind, modelError } from '../failure.js';
import type { Redact } from '../redact.js';

/** What an error needs to be told to the user. */
interface Place {
  readonly where: string;
  readonly redact: Redact;
  /** The variables that a key could be in. */
  readonly variables: string;
}

/** Whatever went wrong between us and the server, as an error whose cause is a failure. Drops the client's own error, which may hold secrets. */
export function callFailure(error: unknown, { where, redact, variables }: Place): HilgenError {
  if (error instanceof APIError && error.status !== undefined)
    return statusFailure(error, { where, redact, variables });
  const reasons = messagesOf(error);
  const text = redact(reasons.join(': '));
  if (
    reasons.some((reason) =>
      /ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|bad port/.test(reason),
    )
  ) {
    const hint = 'Check the address, and that the server is running.';
    return modelError({ kind: 'unreachable' }, { where, what: `cannot be reached (${text})`, hint });
  }
  if (error instanceof APIConnectionTimeoutError) {
    return modelError({ kind: 'dropped' }, { where, what: 'took too long to answer' });
  }
  const what = `the connection broke (${error instanceof APIConnectionError ? text : redact(String(error))})`;
  return modelError({ kind: 'dropped' }, { where, what });
}

function statusFailure(error: APIError, { where, redact, variables }: Place): HilgenError {
  const { status, code, headers } = error as { status: number; code: unknown; headers: Headers | undefined };
  const raw = redact(error.error === undefined ? error.message : JSON.stringify(error.error));
  const kind = kindOf(status, String(code), raw);
  const what = `the server answered ${redact(error.message)}`;
  const hint = kind === 'denied' ? HINTS[status]?.(variables) : undefined;
  return modelError({ kind, status, raw, retryAfterMs: retryAfterMs(headers) }, { where, what, hint });
}

const HINTS: Readonly<Record<number, (variables: string) => string>> = {
  401: (variables) => `Put the key into the environment: ${variables}.`,
  403: (variables) => `The key in ${variables} does not allow this.`,
  404: () => 'Check the address (it ends in /v1 for most servers) and the name of the model.',
  429: () => 'The account has no money or quota left.',
};

function kindOf(status: number, code: string, raw: string): FailureKind {
  if (status === 429) return /insufficient_quota|billing/.test(`${code} ${raw}`) ? 'denied' : 'rate-limit';
  if (status === 401 || status === 403 || status === 404) return 'denied';
  if (status >= 500 || status === 408 || status === 409) return 'server';
  // 3xx: a server that sends us elsewhere is not followed, since text would go where nobody was told.
  return status < 400 ? 'denied' : 'refused';
}

/** `Retry-After` in seconds or as a date, or OpenAI's `retry-after-ms`. */
export function retryAfterMs(headers: Headers | undefined, now: number = Date.now()): number | undefined {
  const ms = Number.parseFloat(headers?.get('retry-after-ms') ?? '');
  if (ms >= 0) return ms;
  const value = headers?.get('retry-after');
  if (value === null || value === undefined) return undefined;
  const seconds = Number(value);
  const wait = Number.isNaN(seconds) ? Date.parse(value) - now : seconds * 1000;
  return Number.isNaN(wait) ? undefined : Math.max(0, wait);
}

function messagesOf(error: unknown): string[] {
  const messages: string[] = [];
  for (let at = error; at instanceof Error && messages.length < 6; at = at.cause) {
    const { code } = at as { code?: unknown };
    messages.push(typeof code === 'string' ? `${at.message} ${code}` : at.message);
    const [first] = at instanceof AggregateError ? at.errors : [];
    if (first instanceof Error)
      messages.push(`${first.message} ${String((first as { code?: string }).code)}`);
  }
  return messages;
}
