/** Lets so many calls through at once; fewer when the server is asked too often. */
export interface Gate {
  /** Calls that may be in flight now. */
  readonly limit: number;
  /** Waits for a place. */
  enter(): Promise<void>;
  /** Gives the place back, and says how the call went. */
  leave(outcome: GateOutcome): void;
}

/** What a call that ends tells of the server's load; `startedAt` in milliseconds. */
export type GateOutcome =
  | { readonly kind: 'answered' | 'other' }
  | { readonly kind: 'rate-limit'; readonly startedAt: number; readonly now: number };

/**
 * Additive increase, multiplicative decrease, as TCP does it: a refusal halves the limit, each
 * full round of answers raises it by one. Calls that were under way when the limit fell do
 * not lower it again.
 */
export function adaptiveGate(most: number): Gate {
  const waiting: (() => void)[] = [];
  let limit = most;
  let active = 0;
  let loweredAt = Number.NEGATIVE_INFINITY;
  const letIn = (): void => {
    while (active < Math.floor(limit) && waiting.length > 0) {
      active++;
      waiting.shift()?.();
    }
  };
  return {
    get limit() {
      return Math.floor(limit);
    },
    enter: () =>
      new Promise((resolve) => {
        waiting.push(resolve);
        letIn();
      }),
    leave: (outcome) => {
      active--;
      if (outcome.kind === 'answered') limit = Math.min(most, limit + 1 / limit);
      if (outcome.kind === 'rate-limit' && outcome.startedAt >= loweredAt) {
        limit = Math.max(1, Math.floor(limit / 2));
        loweredAt = outcome.now;
      }
      letIn();
    },
  };
}
