import type { ModelRequest, Usage } from '../language-model.js';
import { costOf, type Price } from './prices.js';
import { estimatePromptTokens, mostCompletionTokens, mostPromptTokens } from './tokens.js';

/** Money set aside for one call, until it is known what it cost. */
export interface Reservation {
  readonly most: number;
}

/** Whether a call fits what may be spent: now, perhaps once calls in flight have ended, or no more. */
export type Fit = 'fits' | 'wait' | 'over';

/** Keeps a run under its `maxCost`. */
export interface Budget {
  /** Absent without a price. */
  readonly spent: number | undefined;
  fit(request: ModelRequest): Fit;
  reserve(request: ModelRequest): Reservation;
  settle(reservation: Reservation, usage: Usage | undefined): void;
}

/**
 * Sets aside the most that each call could cost, so that the sum of all never goes over: prompts
 * by their bytes, answers by their `maxTokens`.
 */
export function costBudget(price: Price | undefined, maxCost: number = Number.POSITIVE_INFINITY): Budget {
  let spent = 0;
  let reserved = 0;
  let open = 0;
  const bounded = price !== undefined && maxCost !== Number.POSITIVE_INFINITY;
  const most = (request: ModelRequest): number => (bounded ? mostCost(request, price) : 0);
  return {
    get spent() {
      return price === undefined ? undefined : spent;
    },
    fit: (request) => {
      const cost = most(request);
      if (spent + reserved + cost <= maxCost) return 'fits';
      return open > 0 ? 'wait' : 'over';
    },
    reserve: (request) => {
      const reservation = { most: most(request) };
      reserved += reservation.most;
      open++;
      return reservation;
    },
    settle: (reservation, usage) => {
      open--;
      // Sums of fractions leave a rest: nothing is reserved where nothing is open.
      reserved = open === 0 ? 0 : reserved - reservation.most;
      if (usage !== undefined && price !== undefined) spent += costOf(usage, price);
    },
  };
}

/** What a request costs at most: its prompt at a token a byte, its answer at full length. */
export function mostCost(request: ModelRequest, price: Price): number {
  const promptTokens = mostPromptTokens(request);
  return costOf({ promptTokens, completionTokens: mostCompletionTokens(request) }, price);
}

/** What a call that broke off may have used: all of its prompt and the longest answer. */
export function usageIfLost(request: ModelRequest): Usage {
  return {
    promptTokens: estimatePromptTokens(request),
    completionTokens: mostCompletionTokens(request),
  };
}
