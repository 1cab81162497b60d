/** Work that goes on beside what started it, bounded. */
export interface Backlog {
  /** Resolves at once, or when enough of the earlier work has ended. */
  add(work: Promise<void>): Promise<void>;
  /** Resolves when all of it has ended. @throws The first error of any. */
  drained(): Promise<void>;
}

/** Holds so many pieces at most; `onError` hears of the first that fails. */
export function backlog(most: number, onError: () => void): Backlog {
  const open = new Set<Promise<void>>();
  let failed: { readonly error: unknown } | undefined;
  return {
    add: async (work) => {
      const tracked = work
        .catch((error: unknown) => {
          if (failed === undefined) onError();
          failed ??= { error };
        })
        .finally(() => open.delete(tracked));
      open.add(tracked);
      while (open.size >= most) await Promise.race(open);
    },
    drained: async () => {
      await Promise.all(open);
      if (failed !== undefined) throw failed.error;
    },
  };
}
