import { type FileHandle, open } from 'node:fs/promises';

/** Waits until what has been written so far is on the disk. */
export interface DurableWrites {
  /** Resolves once everything written before this call survives a power cut. Calls share one flush. */
  flushed(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Flushes SQLite's write-ahead log beside the event loop, several commits at a time: as durable as
 * `synchronous = FULL`, which would stop the process for every answer. The log is
 * checksummed, so a cut leaves a beginning of it; SQLite itself flushes before it moves pages
 * from the log to the file.
 */
export function durableWrites(log: string): DurableWrites {
  let file: Promise<FileHandle> | undefined;
  let running: Promise<void> | undefined;
  let next: Promise<void> | undefined;
  const flush = async (): Promise<void> => {
    file ??= open(log, 'r+');
    await (await file).datasync();
  };
  const start = (): Promise<void> => {
    const flushing = flush().finally(() => {
      if (running === flushing) running = undefined;
    });
    running = flushing;
    return flushing;
  };
  return {
    // A flush that runs already may have begun before the write: wait for it, then share the next one.
    flushed: () => {
      if (running === undefined) return start();
      next ??= running
        .catch(() => {})
        .then(() => {
          next = undefined;
          return start();
        });
      return next;
    },
    close: async () => {
      await Promise.allSettled([running, next]);
      await (await file?.catch(() => undefined))?.close();
    },
  };
}
