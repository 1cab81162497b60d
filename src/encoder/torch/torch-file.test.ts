import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from '../../../test/support/temporary-folder.js';
import { HilgenError } from '../../base/errors.js';
import { readTorchFile } from './torch-file.js';

/** What scripts/oracles/torch-files.py writes. */
interface Golden {
  readonly good: readonly {
    readonly name: string;
    readonly file: string;
    /** As PyTorch before 1.6 wrote it. */
    readonly legacy: string;
    readonly values: Readonly<Record<string, { readonly shape: readonly number[]; readonly data: number[] }>>;
  }[];
  readonly bad: readonly { readonly name: string; readonly file: string; readonly message: string }[];
}

const golden: Golden = JSON.parse(readFileSync(new URL('torch-files.golden.json', import.meta.url), 'utf8'));
const folder = temporaryFolder();
const path = join(folder, 'pytorch_model.bin');

test.each(
  golden.good.flatMap(({ name, file, legacy, values }) => [
    { name, file, values },
    { name: `${name}, before 1.6`, file: legacy, values },
  ]),
)('$name: the arrays are those of PyTorch', async ({ file, values }) => {
  writeFileSync(path, Buffer.from(file, 'base64'));
  const found = await readTorchFile(path);
  expect([...found.keys()].sort()).toEqual(Object.keys(values).sort());
  for (const [name, { shape, data }] of Object.entries(values)) {
    expect(found.get(name), name).toEqual({ shape, data: Float32Array.from(data) });
  }
});

test.each(golden.bad)('$name is refused by name, and nothing runs', async ({ file, message }) => {
  writeFileSync(path, Buffer.from(file, 'base64'));
  const error: HilgenError = await readTorchFile(path).catch((cause) => cause);
  expect(error).toBeInstanceOf(HilgenError);
  expect(error.code).toBe('input');
  expect(error.message).toContain(`${path}: `);
  expect(error.message).toContain(message);
  expect(existsSync('torch-files-ran')).toBe(false);
});

/** The error of reading these bytes, or undefined where they can be read. */
async function failureOf(content: Uint8Array): Promise<unknown> {
  const damaged = join(folder, 'damaged.bin');
  writeFileSync(damaged, content);
  return await readTorchFile(damaged).then(
    () => undefined,
    (error: unknown) => error,
  );
}

describe.each(['file', 'legacy'] as const)('damaged (%s)', (form) => {
  test('cut off anywhere, it is refused', async () => {
    const whole = Buffer.from(golden.good[2]?.[form] ?? '', 'base64');
    for (let length = 0; length < whole.length; length += 7) {
      const error = await failureOf(whole.subarray(0, length));
      expect(error, `${length} bytes`).toMatchObject({ code: 'input' });
    }
  });

  test('with any byte changed it is read or refused, and never crashes', async () => {
    const whole = Buffer.from(golden.good[1]?.[form] ?? '', 'base64');
    const change = fc.tuple(fc.nat(whole.length - 1), fc.integer({ min: 1, max: 255 }));
    await fc.assert(
      fc.asyncProperty(change, async ([at, by]) => {
        const changed = Buffer.from(whole);
        changed[at] = (changed[at] ?? 0) ^ by;
        const error = await failureOf(changed);
        expect(error === undefined || (error instanceof HilgenError && error.code === 'input')).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});

test('numbers whose bytes were changed are noticed by the checksum', async () => {
  const whole = Buffer.from(golden.good[3]?.file ?? '', 'base64');
  const at = whole.indexOf(Buffer.from(Float32Array.of(-1, -0.75, -0.5).buffer));
  whole[at] = 1;
  expect(await failureOf(whole)).toMatchObject({ what: expect.stringContaining('data/0 is damaged') });
});

test('a missing file, a folder and a text are named', async () => {
  await expect(readTorchFile(join(folder, 'none'))).rejects.toThrow('none: no such file');
  mkdirSync(join(folder, 'sub'));
  await expect(readTorchFile(join(folder, 'sub'))).rejects.toThrow('sub: is a folder');
  expect(await failureOf(Buffer.from('version https://git-lfs'))).toMatchObject({
    what: expect.stringContaining('it is no file of PyTorch’s'),
  });
});
