import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { LanguageModel } from '../language-model.js';
import { requestKey } from '../request-key.js';
import { runRequests } from '../run/run-requests.js';
import { manyRequests } from '../testing/requests.js';
import { requestStore } from './open-store.js';

const REQUESTS = manyRequests(400);

/** A disk of its own, 1.5 MB large, where the system lets us make one. */
function smallDisk(): string | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'hilgen-disk-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1500k', 'tmpfs', folder], { stdio: 'ignore' });
    return folder;
  } catch {
    rmSync(folder, { recursive: true });
    return undefined;
  }
}

/** A model whose answers are long, and which notes what it was asked. */
function notingModel(asked: string[]): LanguageModel {
  return {
    id: 'fake:long',
    name: 'long',
    complete: async (request) => {
      asked.push(requestKey('fake:long', request));
      const usage = { promptTokens: 1, completionTokens: 1 };
      return { text: 'word '.repeat(600), usage, model: 'long', finish: 'stop' };
    },
    close: async () => {},
  };
}

const disk = smallDisk();
const why =
  disk === undefined ? ' (skipped: only the superuser of a Linux system can mount a small disk)' : '';

test.skipIf(disk === undefined)(
  `a full disk ends a run; with room again, no answer is lost${why}`,
  async () => {
    const folder = disk as string;
    try {
      const asked: string[] = [];
      const model = notingModel(asked);
      const path = join(folder, 'requests.sqlite');
      const store = requestStore(path);
      await expect(runRequests(REQUESTS, { model, store })).rejects.toMatchObject({
        code: 'input',
        message: expect.stringContaining('full'),
      });
      store.close();
      const before = asked.length;
      expect(before).toBeLessThan(REQUESTS.length);
      execFileSync('mount', ['-o', 'remount,size=20m', folder]);
      const again = requestStore(path);
      const kept = REQUESTS.filter((request) => again.answerTo(model.id, request) !== undefined);
      expect(kept.length).toBeGreaterThan(50);
      const report = await runRequests(REQUESTS, { model, store: again });
      expect(report).toMatchObject({ kept: kept.length, asked: REQUESTS.length - kept.length, left: 0 });
      const keptKeys = new Set(kept.map((request) => requestKey(model.id, request)));
      expect(asked.slice(before).filter((key) => keptKeys.has(key))).toEqual([]);
      // What was under way when the disk was full is asked again: 16 calls at once, their answers on the way to the disk.
      expect(before - kept.length).toBeLessThanOrEqual(272);
      again.close();
    } finally {
      execFileSync('umount', ['-l', folder]);
      rmSync(folder, { recursive: true });
    }
  },
);
