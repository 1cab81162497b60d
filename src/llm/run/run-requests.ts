import { setImmediate } from 'node:timers/promises';
import type { KeyedRequest, ModelRequest } from '../language-model.js';
import { requestKey } from '../request-key.js';
import { ask } from './ask.js';
import { type Run, startRun } from './run.js';
import { progressOf } from './tally.js';
import type { RunOptions, RunReport } from './types.js';

/** Requests that fail one after another before the run gives up on the server. */
const MOST_FAILED_IN_A_ROW = 10;
/** Some wait for the disk or for another try while others call. */
const WORKERS_PER_CALL = 2;
const KEPT_BEFORE_A_BREAK = 256;

/**
 * Sees to it that the store holds an answer to every request: asks only what it does not hold,
 * several at once, within the limits, again where the server errs. Ends early without an error
 * where a limit is reached, the signal fires or the server fails: the report says why and
 * what is left, and the same call goes on from there.
 *
 * @throws HilgenError `usage` for a `maxCost` without a price, `input` where the store is in use or cannot be written.
 * @example
 * const report = await runRequests(requests, { model, store, limits: { maxCost: 2 } });
 * for (const request of requests) use(store.answerTo(model.id, request));
 */
export async function runRequests(requests: Iterable<ModelRequest>, options: RunOptions): Promise<RunReport> {
  const release = options.store.claim();
  try {
    const run = startRun(options);
    const started = run.clock.now();
    const total = Array.isArray(requests) ? requests.length : undefined;
    const report = (): void => options.onProgress?.(progressOf(run.tally, total, run.admission.spent()));
    try {
      await workThrough(requests, run, options, report);
    } finally {
      run.stops.end();
    }
    return reportOf(run, run.clock.now() - started);
  } finally {
    release();
  }
}

/** Workers take requests from one list; the gate holds back more calls than may be in flight. */
async function workThrough(
  requests: Iterable<ModelRequest>,
  run: Run,
  options: RunOptions,
  report: () => void,
): Promise<void> {
  const list = requests[Symbol.iterator]();
  const underWay = new Map<string, Promise<void>>();
  const work = async (): Promise<void> => {
    for (let next = list.next(); !next.done; next = list.next()) {
      const request = next.value;
      const key = requestKey(run.model.id, request);
      run.tally.seen++;
      if (run.tally.seen % KEPT_BEFORE_A_BREAK === 0) await setImmediate();
      while (underWay.has(key)) await underWay.get(key);
      const done = handle({ key, request }, run, options, report);
      underWay.set(key, done);
      await done.finally(() => underWay.delete(key));
    }
  };
  const failFast = (error: unknown): never => {
    run.stops.stop({ kind: 'interrupted', text: 'an error ended the run' });
    throw error;
  };
  const workers = Array.from({ length: WORKERS_PER_CALL * run.concurrency }, () => work().catch(failFast));
  const ends = await Promise.allSettled(workers);
  for (const end of ends) if (end.status === 'rejected') throw end.reason;
}

async function handle(
  { key, request }: KeyedRequest,
  run: Run,
  { onAnswer }: RunOptions,
  report: () => void,
): Promise<void> {
  const { tally, store, stops } = run;
  const kept = store.answer(key);
  if (kept !== undefined) {
    tally.kept++;
    onAnswer?.({ key, request, completion: kept, source: 'store' });
    return report();
  }
  if (stops.reason() !== undefined) return;
  const outcome = await ask(run, { key, request });
  if (outcome.kind === 'left') return;
  if (outcome.kind === 'failed') {
    tally.failed.push({ key, request, reason: outcome.reason });
    if (++tally.failedInARow >= MOST_FAILED_IN_A_ROW) {
      const text = `${MOST_FAILED_IN_A_ROW} requests in a row failed; the last: ${outcome.reason}`;
      stops.stop({ kind: 'refused', text });
    }
    return report();
  }
  const { completion, saved } = outcome;
  await saved;
  tally.asked++;
  tally.failedInARow = 0;
  onAnswer?.({ key, request, completion, source: 'call' });
  report();
}

function reportOf({ tally, admission, stops }: Run, ms: number): RunReport {
  const { seen, kept, asked, failed, calls, promptTokens, completionTokens } = tally;
  return {
    total: seen,
    kept,
    asked,
    failed,
    left: seen - kept - asked - failed.length,
    calls,
    promptTokens,
    completionTokens,
    cost: admission.spent(),
    seconds: ms / 1000,
    stopped: stops.reason(),
  };
}
