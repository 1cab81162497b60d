import { existsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../test/support/temporary-folder.js';
import { emitOnnx } from './onnx/emit.js';
import { add } from './ops/arithmetic.js';
import { hasRuntime, openSession } from './session.js';
import { input, scalar } from './tensor.js';

const folder = temporaryFolder();
const sum = emitOnnx({ sum: add(input('x', [2]), scalar(1)) });

test('onnxruntime’s reports to its maker are switched off', async () => {
  const session = await openSession(sum);
  await session.run({ x: { data: Float32Array.of(1, 2), shape: [2] } });
  await session.close();
  // The reporting part, where it starts, opens this log.
  expect(existsSync(join(tmpdir(), `mat-debug-${process.pid}.log`))).toBe(false);
});

test('a program runs from its bytes and from a file, into arrays of its own or of the caller’s', async () => {
  const path = join(folder, 'sum.onnx');
  writeFileSync(path, sum);
  const feeds = { x: { data: Float32Array.of(1, 2), shape: [2] } };
  for (const model of [sum, path]) {
    const session = await openSession(model, { threads: 1 });
    const into = { sum: { data: new Float32Array(2), shape: [2] } };
    expect((await session.run(feeds)).sum?.data).toEqual(Float32Array.of(2, 3));
    await session.run(feeds, into);
    expect(into.sum.data).toEqual(Float32Array.of(2, 3));
    await session.close();
  }
});

test('a file that is no program, or not there, is named', async () => {
  const path = join(folder, 'none.onnx');
  await expect(openSession(path)).rejects.toThrow(`${path}: cannot be loaded`);
  writeFileSync(path, 'not a program');
  await expect(openSession(path)).rejects.toThrow(`${path}: cannot be loaded`);
});

test('the runtime is installed here', async () => {
  expect(await hasRuntime()).toBe(true);
});
