import type { ModelRequest, Usage } from '../language-model.js';
import { type Budget, costBudget, type Reservation } from './budget.js';
import type { Clock } from './clock.js';
import { type Entry, type MinuteWindow, minuteWindow } from './minute-window.js';
import type { Price } from './prices.js';
import type { Stops } from './stops.js';
import type { Tally } from './tally.js';
import { estimatePromptTokens, mostCompletionTokens } from './tokens.js';
import type { Limits } from './types.js';

const NOTHING: Usage = { promptTokens: 0, completionTokens: 0 };
const LOOK_AGAIN_MS = 25;

/** A call that may be made: what was set aside for it. */
export interface Ticket {
  readonly reservation: Reservation;
  readonly tokens: Entry;
}

/** Decides when a call may be made. */
export interface Admission {
  readonly spent: () => number | undefined;
  /** Waits until the call fits all limits; `undefined` where the run has stopped. */
  admit(request: ModelRequest): Promise<Ticket | undefined>;
  /** The call has ended; without usage it cost nothing. */
  settle(ticket: Ticket, usage: Usage | undefined): void;
  /** No calls before this time. */
  pauseUntil(time: number): void;
}

interface Parts {
  readonly limits: Limits;
  readonly price: Price | undefined;
  readonly clock: Clock;
  readonly stops: Stops;
  readonly tally: Tally;
}

/** Requests and tokens a minute, pauses that the server asked for, and the budget, in one place. */
export function admission({ limits, price, clock, stops, tally }: Parts): Admission {
  const budget = costBudget(price, limits.maxCost);
  const requests = minuteWindow(limits.requestsPerMinute);
  const tokens = minuteWindow(limits.tokensPerMinute);
  let paused = 0;
  const waitMs = (amount: number): number => {
    const now = clock.now();
    return Math.max(paused - now, requests.waitMs(1, now), tokens.waitMs(amount, now));
  };
  return {
    spent: () => budget.spent,
    admit: async (request) => {
      const amount = limits.tokensPerMinute === undefined ? 0 : longest(request);
      while (stops.reason() === undefined) {
        const wait = waitMs(amount);
        if (wait > 0) await clock.sleep(wait, stops.soft);
        else if (budgetAllows(request, budget, limits, stops, tally)) {
          return ticket(request, amount, { budget, requests, tokens, now: clock.now(), tally });
        } else await clock.sleep(LOOK_AGAIN_MS, stops.soft);
      }
      return undefined;
    },
    settle: ({ reservation, tokens: entry }, usage = NOTHING) => {
      budget.settle(reservation, usage);
      tokens.settle(entry, usage.promptTokens + usage.completionTokens);
    },
    pauseUntil: (time) => {
      paused = Math.max(paused, time);
    },
  };
}

function longest(request: ModelRequest): number {
  return estimatePromptTokens(request) + mostCompletionTokens(request);
}

/** Stops the run where nothing more can be spent. */
function budgetAllows(
  request: ModelRequest,
  budget: Budget,
  { maxCost, maxRequests }: Limits,
  stops: Stops,
  { calls }: Tally,
): boolean {
  if (maxRequests !== undefined && calls >= maxRequests) {
    stops.stop({
      kind: 'max-requests',
      text: `the ${maxRequests} requests of --max-requests have been made`,
    });
    return false;
  }
  const fit = budget.fit(request);
  if (fit === 'over') {
    const text = `another request could go over the ${maxCost} of --max-cost (spent: ${budget.spent?.toFixed(4)})`;
    stops.stop({ kind: 'max-cost', text });
  }
  return fit === 'fits';
}

interface Counters {
  readonly budget: Budget;
  readonly requests: MinuteWindow;
  readonly tokens: MinuteWindow;
  readonly now: number;
  readonly tally: Tally;
}

function ticket(
  request: ModelRequest,
  amount: number,
  { budget, requests, tokens, now, tally }: Counters,
): Ticket {
  tally.calls++;
  requests.add(1, now);
  return { reservation: budget.reserve(request), tokens: tokens.add(amount, now) };
}
