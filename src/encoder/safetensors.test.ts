import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../test/support/temporary-folder.js';
import type { HilgenError } from '../base/errors.js';
import type { Parameters } from '../tensor/train/parameters.js';
import { readSafetensors, writeSafetensors } from './safetensors.js';

const folder = temporaryFolder();
const path = join(folder, 'model.safetensors');

const parameters = fc
  .dictionary(
    fc.string({ minLength: 1 }).filter((name) => name !== '__metadata__' && name !== '__proto__'),
    fc.array(fc.float(), { maxLength: 6 }),
  )
  .map(
    (entries): Parameters =>
      new Map(
        Object.entries(entries).map(([name, values]) => [
          name,
          { shape: [values.length, 1], data: Float32Array.from(values) },
        ]),
      ),
  );

test('what is written is read again, bit for bit', async () => {
  await fc.assert(
    fc.asyncProperty(parameters, async (written) => {
      await writeSafetensors(path, written);
      expect(await readSafetensors(path)).toEqual(written);
    }),
    { numRuns: 50 },
  );
});

/** A file with this header and data, whatever they say. */
function file(header: string | object, data: Uint8Array = new Uint8Array()): Buffer {
  const text = Buffer.from(typeof header === 'string' ? header : JSON.stringify(header));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(text.length));
  return Buffer.concat([length, text, data]);
}

const entry = (dtype: string, shape: readonly number[], offsets: readonly number[]): object => ({
  dtype,
  shape,
  data_offsets: offsets,
});

test('half precision, bfloat16 and single precision are read, whole numbers left out', async () => {
  const data = Uint8Array.from([
    ...[0x00, 0x3c, 0x00, 0xc0, 0x01, 0x00, 0x00, 0x7c],
    ...[0x80, 0x3f, 0x20, 0xc1],
    ...new Uint8Array(Float32Array.of(0.25).buffer),
    ...[9, 0, 0, 0, 0, 0, 0, 0],
  ]);
  const header = {
    half: entry('F16', [2, 2], [0, 8]),
    brain: entry('BF16', [2], [8, 12]),
    single: entry('F32', [], [12, 16]),
    ids: entry('I64', [1], [16, 24]),
  };
  writeFileSync(path, file(header, data));
  const found = await readSafetensors(path);
  expect([...found.keys()]).toEqual(['half', 'brain', 'single']);
  expect([...(found.get('half')?.data ?? [])]).toEqual([1, -2, 2 ** -24, Number.POSITIVE_INFINITY]);
  expect([...(found.get('brain')?.data ?? [])]).toEqual([1, -10]);
  expect(found.get('single')).toEqual({ shape: [], data: Float32Array.of(0.25) });
});

const LFS_POINTER = `version https://git-lfs.github.com/spec/v1
oid sha256:53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db
size 90868376
`;

test.each([
  ['an empty file', Buffer.alloc(0), 'its header is cut short'],
  ['seven bytes', Buffer.alloc(7), 'its header is cut short'],
  ['a Git LFS pointer', Buffer.from(LFS_POINTER), 'its header is cut short'],
  ['a header longer than the file', file({ w: {} }).subarray(0, 12), 'its header is cut short'],
  ['a header that is no JSON', file('{"w": '), 'its header is not a JSON object'],
  ['a header that is null', file('null'), 'its header is not a JSON object'],
  ['a header that is a list', file('[1, 2]'), 'its header is not a JSON object'],
  ['an entry without offsets', file({ w: { dtype: 'F32', shape: [1] } }), 'its entry "w" is malformed'],
  ['an entry with a negative size', file({ w: entry('F32', [-1], [0, 4]) }), 'its entry "w" is malformed'],
  ['data cut short', file({ w: entry('F32', [2], [0, 8]) }, new Uint8Array(7)), '"w" lies beyond its end'],
  ['offsets back to front', file({ w: entry('F32', [1], [4, 0]) }, new Uint8Array(4)), '"w" lies beyond'],
  ['a shape that lies', file({ w: entry('F32', [3], [0, 8]) }, new Uint8Array(8)), 'the size of its shape'],
])('%s is refused', async (_, content, message) => {
  writeFileSync(path, content);
  const error: HilgenError = await readSafetensors(path).catch((cause) => cause);
  expect(error.code).toBe('input');
  expect(error.message).toContain(`${path}: not a whole safetensors file: `);
  expect(error.message).toContain(message);
});

test('cut off anywhere, a file is refused', async () => {
  const whole: Parameters = new Map([['w', { shape: [2, 3], data: Float32Array.of(1, 2, 3, 4, 5, 6) }]]);
  await writeSafetensors(path, whole);
  const bytes = readFileSync(path);
  const cut = join(folder, 'cut');
  for (let length = 0; length < bytes.length; length++) {
    writeFileSync(cut, bytes.subarray(0, length));
    await expect(readSafetensors(cut), `${length} bytes`).rejects.toThrow('not a whole safetensors file');
  }
});

test('a missing file and a folder are named', async () => {
  await expect(readSafetensors(join(folder, 'none'))).rejects.toThrow('none: no such file');
  mkdirSync(join(folder, 'sub'));
  await expect(readSafetensors(join(folder, 'sub'))).rejects.toThrow('sub: is a folder, a file was expected');
});
