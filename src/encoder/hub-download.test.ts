import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { beforeEach, expect, test } from 'vitest';
import { temporaryFolder } from '../../test/support/temporary-folder.js';
import { type HubFile, writeDownload } from './hub-download.js';

const root = temporaryFolder();
const bytes = Uint8Array.from({ length: 1000 }, (_, at) => at % 251);
const file: HubFile = { path: 'weights', size: bytes.length };
let target: string;

beforeEach(() => {
  target = join(mkdtempSync(join(root, 'download-')), 'weights');
});

/** The bytes from a place on, slowly. */
async function* slowly(from: number, pause: number): AsyncGenerator<Uint8Array> {
  for (let at = from; at < bytes.length; at += 100) {
    await setTimeout(pause);
    yield bytes.subarray(at, Math.min(at + 100, bytes.length));
  }
}

test('two downloads of one file at once give it once, whole', async () => {
  const both = [1, 3].map((pause) => writeDownload(file, target, (from) => slowly(from, pause)));
  await Promise.all(both);
  expect(readFileSync(target)).toEqual(Buffer.from(bytes));
  expect(readdirSync(join(target, '..'))).toEqual(['weights']);
});

test('a part that is whole already is checked and named, without a byte fetched', async () => {
  writeFileSync(`${target}.part`, bytes);
  await writeDownload(file, target, () => {
    throw new Error('asked for bytes');
  });
  expect(readFileSync(target)).toEqual(Buffer.from(bytes));
});

test('a part longer than the file is thrown away', async () => {
  writeFileSync(`${target}.part`, Buffer.alloc(1001));
  const fetch = (): Promise<void> => writeDownload(file, target, (from) => slowly(from, 0));
  await expect(fetch()).rejects.toThrow('1001 bytes of 1000 came');
  await fetch();
  expect(readFileSync(target)).toEqual(Buffer.from(bytes));
});

test('an empty file is fetched', async () => {
  await writeDownload({ path: 'weights', size: 0 }, target, () => slowly(bytes.length, 0));
  expect(readFileSync(target).length).toBe(0);
});
