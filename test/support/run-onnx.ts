import { emitOnnx } from '../../src/tensor/onnx/emit.js';
import { openSession, type Value } from '../../src/tensor/session.js';
import type { Tensor } from '../../src/tensor/tensor.js';
import type { Array64 } from './array64.js';

/** The values of tensors as onnxruntime computes them in single precision. */
export async function runOnnx(
  tensors: readonly Tensor[],
  values: Readonly<Record<string, Array64>>,
): Promise<Value[]> {
  const outputs = Object.fromEntries(tensors.map((tensor, at) => [`result ${at}`, tensor]));
  const session = await openSession(emitOnnx(outputs), { threads: 1 });
  try {
    const feeds = Object.entries(values).map(([name, { shape, data }]) => [
      name,
      { shape, data: Float32Array.from(data) },
    ]);
    const results = await session.run(Object.fromEntries(feeds));
    return Object.keys(outputs).map((name) => results[name] as Value);
  } finally {
    await session.close();
  }
}
