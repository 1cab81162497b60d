import { closeSync, fdatasync, openSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { promisify } from 'node:util';

const syncData = promisify(fdatasync);

/** Waits until what has been written so far is on the disk. */
export interface DurableWrites {
  /** Resolves once everything written before this call survives a power cut. Calls share one flush. */
  flushed(): Promise<void>;
  close(): Promise<void>;
}

/** How long a flush waits for company. */
const GATHER_MS = 5;

/**
 * Flushes SQLite's write-ahead log beside the event loop, several commits at a time: as durable as
 * `synchronous = FULL`, which would stop the process for every answer. The log is
 * checksummed, so a cut leaves a beginning of it; SQLite itself flushes before it moves pages
 * from the log to the file.
 */
export function durableWrites(log: string): DurableWrites {
  let file: number | undefined;
  /** The flush that has not begun: whatever is written before it begins is in it. */
  let next: Promise<void> | undefined;
  let last: Promise<void> = Promise.resolve();
  const flush = async (earlier: Promise<void>): Promise<void> => {
    await Promise.allSettled([earlier, setTimeout(GATHER_MS)]);
    next = undefined;
    file ??= openSync(log, 'r+');
    await syncData(file);
  };
  return {
    flushed: () => {
      if (next === undefined) {
        next = flush(last);
        last = next;
      }
      return next;
    },
    close: async () => {
      await last.catch(() => {});
      if (file !== undefined) closeSync(file);
      file = undefined;
    },
  };
}
