import { setImmediate } from 'node:timers/promises';
import type { ModelRequest } from '../language-model.js';
import { requestKey } from '../request-key.js';
import { backlog } from './backlog.js';
import { handle } from './handle.js';
import { type Run, startRun } from './run.js';
import { progressOf } from './tally.js';
import type { RunOptions, RunReport } from './types.js';

/** A slow disk holds up nobody until so many answers wait for it. */
const MOST_ON_THE_WAY_TO_DISK = 256;
/** Some wait for another try while others call. */
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
      await workThrough(requests, run, options.onAnswer, report);
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
  onAnswer: RunOptions['onAnswer'],
  report: () => void,
): Promise<void> {
  const stop = (): void => run.stops.stop({ kind: 'interrupted', text: 'an error ended the run' });
  const toDisk = backlog(MOST_ON_THE_WAY_TO_DISK, stop);
  const list = requests[Symbol.iterator]();
  const underWay = new Map<string, Promise<void>>();
  const work = async (): Promise<void> => {
    for (let next = list.next(); !next.done; next = list.next()) {
      const request = next.value;
      const key = requestKey(run.model.id, request);
      run.tally.seen++;
      if (run.tally.seen % KEPT_BEFORE_A_BREAK === 0) await setImmediate();
      while (underWay.has(key)) await underWay.get(key);
      const done = handle({ key, request }, run, { onAnswer, report, backlog: toDisk });
      underWay.set(key, done);
      await done.finally(() => underWay.delete(key));
    }
  };
  const failFast = (error: unknown): never => {
    stop();
    throw error;
  };
  const workers = Array.from({ length: WORKERS_PER_CALL * run.concurrency }, () => work().catch(failFast));
  const ends = await Promise.allSettled(workers);
  await toDisk.drained();
  for (const end of ends) if (end.status === 'rejected') throw end.reason;
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
