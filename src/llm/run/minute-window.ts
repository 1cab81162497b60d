const MINUTE_MS = 60_000;

/** An amount that was used, and may turn out to have been less or more. */
export interface Entry {
  readonly at: number;
  amount: number;
  /** More than a minute old: its amount no longer counts. */
  past: boolean;
}

/** Bounds what is used in any sixty seconds. */
export interface MinuteWindow {
  /** Milliseconds until the amount fits; more than the whole bound fits where nothing else is. */
  waitMs(amount: number, now: number): number;
  add(amount: number, now: number): Entry;
  /** Replaces an estimate by what it was. */
  settle(entry: Entry, amount: number): void;
}

/** A window that holds `most` a minute; unbounded where absent. */
export function minuteWindow(most: number = Number.POSITIVE_INFINITY): MinuteWindow {
  const entries: Entry[] = [];
  let used = 0;
  const forget = (now: number): void => {
    const gone = entries.findIndex(({ at }) => at > now - MINUTE_MS);
    const old = entries.splice(0, gone === -1 ? entries.length : gone);
    for (const entry of old) {
      entry.past = true;
      used -= entry.amount;
    }
  };
  return {
    waitMs: (amount, now) => {
      if (most === Number.POSITIVE_INFINITY) return 0;
      forget(now);
      const leaver = whoMustLeave(entries, used + amount - most);
      return leaver === undefined ? 0 : Math.max(1, leaver.at + MINUTE_MS - now);
    },
    add: (amount, now) => {
      const entry = { at: now, amount, past: false };
      if (most !== Number.POSITIVE_INFINITY) entries.push(entry);
      used += amount;
      return entry;
    },
    settle: (entry, amount) => {
      if (!entry.past) used += amount - entry.amount;
      entry.amount = amount;
    },
  };
}

/** The entry after whose end the excess is gone; the last one where it never is. */
function whoMustLeave(entries: readonly Entry[], excess: number): Entry | undefined {
  if (excess <= 0) return undefined;
  let rest = excess;
  return (
    entries.find(({ amount }) => {
      rest -= amount;
      return rest <= 0;
    }) ?? entries.at(-1)
  );
}
