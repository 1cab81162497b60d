import { failureOf, type ModelFailure } from '../failure.js';
import type { Completion, KeyedRequest, Usage } from '../language-model.js';
import { usageIfLost } from './budget.js';
import type { Run } from './run.js';
import { addUsage } from './tally.js';
import { verdictOn } from './verdict.js';

/** How asking ended. */
export type Outcome =
  | { readonly kind: 'answered'; readonly completion: Completion; readonly saved: Promise<void> }
  | { readonly kind: 'failed'; readonly reason: string }
  | { readonly kind: 'left' };

/** Asks until there is an answer, the request is given up, or the run stops. */
export async function ask(run: Run, keyed: KeyedRequest): Promise<Outcome> {
  const begun = run.clock.now();
  const answeredBefore = run.tally.asked;
  let tries = 0;
  let throttled = 0;
  for (;;) {
    const result = await callOnce(run, keyed);
    if (result.kind !== 'error') return result;
    const { failure, message } = result;
    if (failure.kind === 'rate-limit') throttled++;
    else tries++;
    const verdict = verdictOn(failure, {
      key: keyed.key,
      message,
      tries,
      throttled,
      attempts: run.attempts,
      othersAnswered: run.tally.asked > answeredBefore,
      waitedMs: run.clock.now() - begun,
    });
    if (verdict.kind === 'fail') return { kind: 'failed', reason: message };
    if (verdict.kind === 'stop') {
      run.stops.stop(verdict.reason);
      return { kind: 'left' };
    }
    // What the server says to one call holds for all of them.
    if (failure.kind === 'rate-limit') run.admission.pauseUntil(run.clock.now() + verdict.afterMs);
    await run.clock.sleep(verdict.afterMs, run.stops.soft);
  }
}

type CallResult =
  | Outcome
  | { readonly kind: 'error'; readonly failure: ModelFailure; readonly message: string };

async function callOnce(run: Run, keyed: KeyedRequest): Promise<CallResult> {
  await run.gate.enter();
  const ticket = await run.admission.admit(keyed.request);
  if (ticket === undefined) {
    run.gate.leave({ kind: 'other' });
    return { kind: 'left' };
  }
  const startedAt = run.clock.now();
  const result = await call(run, keyed);
  const used = usageOf(result, keyed);
  run.admission.settle(ticket, used);
  if (used !== undefined) addUsage(run.tally, used);
  const throttled = result.kind === 'error' && result.failure.kind === 'rate-limit';
  run.gate.leave(
    throttled
      ? { kind: 'rate-limit', startedAt, now: run.clock.now() }
      : { kind: result.kind === 'answered' ? 'answered' : 'other' },
  );
  return result;
}

async function call(run: Run, { key, request }: KeyedRequest): Promise<CallResult> {
  const controller = new AbortController();
  run.calls.add(controller);
  try {
    const completion = await run.model.complete(request, controller.signal);
    // Written before the place at the gate is given back: a killed process never owes more calls than were in flight.
    const saved = run.store.save({ key, modelId: run.model.id, request, completion, at: run.clock.now() });
    saved.catch(() => {});
    return { kind: 'answered', completion, saved };
  } catch (error) {
    if (controller.signal.aborted) return { kind: 'left' };
    const failure = failureOf(error);
    if (failure === undefined) throw error;
    const { message } = error as Error;
    if (failure.kind !== 'rate-limit') {
      const { kind, status, raw } = failure;
      const at = run.clock.now();
      run.store.saveFailure({ key, modelId: run.model.id, kind, status, message, raw, at });
    }
    return { kind: 'error', failure, message };
  } finally {
    run.calls.delete(controller);
  }
}

/** Calls given up half-way and answers that cannot be read may have been paid for. */
function usageOf(result: CallResult, { request }: KeyedRequest): Usage | undefined {
  if (result.kind === 'answered') return result.completion.usage;
  const broken =
    result.kind === 'left' ||
    (result.kind === 'error' && ['dropped', 'malformed'].includes(result.failure.kind));
  return broken ? usageIfLost(request) : undefined;
}
