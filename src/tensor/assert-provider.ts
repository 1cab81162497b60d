import { emitOnnx } from './onnx/emit.js';
import type { Provider } from './provider.js';
import { openSession } from './session.js';
import { scalar } from './tensor.js';

/** Starts a provider once, before work is spent: throws the error that the first program would meet. */
export async function assertProvider(provider: Provider | undefined): Promise<void> {
  if (provider === undefined || provider === 'cpu') return;
  const session = await openSession(emitOnnx({ one: scalar(1) }), { provider });
  await session.close();
}
