import { random } from '../../base/random.js';

const FIRST_MS = 500;
const LONGEST_MS = 60_000;

/**
 * How long to wait before the next try: the server's own word, else doubled each time, with up to half
 * taken off so that calls that failed together do not come back together. The same key
 * and try give the same wait.
 */
export function backoffMs(key: string, attempt: number, retryAfterMs?: number): number {
  if (retryAfterMs !== undefined) return retryAfterMs;
  const full = Math.min(LONGEST_MS, FIRST_MS * 2 ** (attempt - 1));
  return full * (1 - random(0, 'backoff', key, attempt).float() / 2);
}
