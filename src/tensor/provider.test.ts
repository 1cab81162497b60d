import { expect, test } from 'vitest';
import { emitOnnx } from './onnx/emit.js';
import { add } from './ops/arithmetic.js';
import { PROVIDERS, providerError } from './provider.js';
import { openSession } from './session.js';
import { input, scalar } from './tensor.js';

const OFFERED = [
  { name: 'cpu', bundled: true },
  { name: 'webgpu', bundled: true },
  { name: 'cuda', bundled: false },
];

test.each([
  [
    'cuda',
    'OrtSessionOptionsAppendExecutionProvider_Cuda: Failed to load shared library',
    '--provider cuda: does not start here (OrtSessionOptionsAppendExecutionProvider_Cuda: Failed to load shared library); installed: cpu, webgpu\n  It wants Linux on x64',
  ],
  [
    'webgpu',
    '/src/webgpu_context.cc:136 onnxruntime::webgpu::Initialize(int)::<lambda()> status == Success was false. Failed to get a WebGPU adapter: No supported adapters\n',
    '--provider webgpu: does not start here (Failed to get a WebGPU adapter: No supported adapters); installed: cpu, webgpu\n  It wants a graphics driver',
  ],
] as const)(
  '%s that does not start says why, what is there and what it wants',
  (provider, reason, message) => {
    const error = providerError(provider, OFFERED, new Error(reason));
    expect(error.message).toContain(message);
    expect(error.code).toBe('missing');
  },
);

test('a provider that the package does not offer is named so', () => {
  const { message } = providerError('cuda', OFFERED.slice(0, 1), new Error('ERR'));
  expect(message).toContain('--provider cuda: is not offered by onnxruntime-node here; installed: cpu\n');
});

test.each(PROVIDERS)('a program runs on %s, or the error says what to install', async (provider) => {
  const program = emitOnnx({ sum: add(input('x', [2]), scalar(1)) });
  const run = async (): Promise<unknown> => {
    const session = await openSession(program, { provider });
    const { sum } = await session.run({ x: { data: Float32Array.of(1, 2), shape: [2] } });
    await session.close();
    return sum?.data;
  };
  const found = await run().catch((error) => error);
  if (provider === 'cpu' || ArrayBuffer.isView(found)) expect(found).toEqual(Float32Array.of(2, 3));
  else expect(found).toMatchObject({ code: 'missing', where: `--provider ${provider}` });
});
