import type { KeyedRequest } from '../language-model.js';
import { ask } from './ask.js';
import type { Backlog } from './backlog.js';
import type { Run } from './run.js';
import type { Answer } from './types.js';

/** Requests that fail one after another before the run gives up on the server. */
const MOST_FAILED_IN_A_ROW = 10;

/** To whom a run reports. */
export interface Listeners {
  readonly onAnswer: ((answer: Answer) => void) | undefined;
  readonly report: () => void;
  /** Answers that are written and on their way to the disk. */
  readonly backlog: Backlog;
}

/** Sees one request to its answer, its failure, or the end of the run. */
export async function handle(
  { key, request }: KeyedRequest,
  run: Run,
  { onAnswer, report, backlog }: Listeners,
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
  if (outcome.kind === 'failed') fail(run, { key, request }, outcome.reason);
  if (outcome.kind !== 'answered') return report();
  const { completion, saved } = outcome;
  tally.failedInARow = 0;
  await backlog.add(
    saved.then(() => {
      tally.asked++;
      onAnswer?.({ key, request, completion, source: 'call' });
      report();
    }),
  );
}

function fail({ tally, stops }: Run, { key, request }: KeyedRequest, reason: string): void {
  tally.failed.push({ key, request, reason });
  if (++tally.failedInARow < MOST_FAILED_IN_A_ROW) return;
  const text = `${MOST_FAILED_IN_A_ROW} requests in a row failed; the last: ${reason}`;
  stops.stop({ kind: 'refused', text });
}
