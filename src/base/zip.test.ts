import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { openZip } from './zip.js';

const folder = mkdtempSync(join(tmpdir(), 'hilgen-zip-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** The end of an archive of 64-bit places, whose directory is said to begin at this place. */
function zip64(at: bigint): Buffer {
  const locator = Buffer.alloc(20);
  locator.writeUInt32LE(0x07064b50, 0);
  locator.writeBigUInt64LE(at, 8);
  locator.writeUInt32LE(1, 16);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.fill(0xff, 8, 20);
  return Buffer.concat([Buffer.alloc(64), locator, end]);
}

test.each([12_682_136_550_675_319_000n, 2n ** 53n, 200n, 100n])(
  'a directory at %s is an error that can be caught',
  async (at) => {
    const path = join(folder, 'bad.zip');
    writeFileSync(path, zip64(at));
    await expect(openZip(path)).rejects.toThrow('outside of the file');
  },
);
