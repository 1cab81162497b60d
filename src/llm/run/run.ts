import type { LanguageModel } from '../language-model.js';
import type { RequestStore } from '../store/request-store.js';
import { type Admission, admission } from './admission.js';
import { type Clock, systemClock } from './clock.js';
import { adaptiveGate, type Gate } from './gate.js';
import { priceFor } from './prices.js';
import { runStops, type Stops } from './stops.js';
import { emptyTally, type Tally } from './tally.js';
import type { RunOptions } from './types.js';

const DEFAULT_CONCURRENCY = 16;
const DEFAULT_ATTEMPTS = 6;

/** The parts of one run. */
export interface Run {
  readonly model: LanguageModel;
  readonly store: RequestStore;
  readonly clock: Clock;
  readonly stops: Stops;
  readonly tally: Tally;
  readonly gate: Gate;
  readonly admission: Admission;
  readonly attempts: number;
  readonly concurrency: number;
  /** The calls in flight. */
  readonly calls: Set<AbortController>;
}

/**
 * Sets up a run.
 *
 * @throws HilgenError `usage` where `maxCost` is given and no price.
 */
export function startRun({ model, store, limits = {}, signal, clock = systemClock, price }: RunOptions): Run {
  const prices = price ?? priceFor(model, limits.maxCost);
  const stops = runStops(limits, signal, clock);
  const tally = emptyTally();
  const concurrency = Math.min(limits.concurrency ?? DEFAULT_CONCURRENCY, model.concurrency ?? Infinity);
  const calls = new Set<AbortController>();
  stops.hard.addEventListener('abort', () => {
    for (const call of calls) call.abort();
  });
  return {
    model,
    store,
    clock,
    stops,
    tally,
    gate: adaptiveGate(concurrency),
    admission: admission({ limits, price: prices, clock, stops, tally }),
    attempts: limits.attempts ?? DEFAULT_ATTEMPTS,
    concurrency,
    calls,
  };
}
