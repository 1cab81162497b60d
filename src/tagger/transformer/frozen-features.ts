import { throwIfAborted } from '../../base/errors.js';
import type { WorkOptions } from '../../base/progress.js';
import type { Encoder } from '../../encoder/encoder.js';
import { type EncoderWithWeights, inputTensors, type Window } from '../../encoder/encoder.js';
import { emitOnnx } from '../../tensor/onnx/emit.js';
import { openSession, type Session, type SessionOptions } from '../../tensor/session.js';
import type { Tensor } from '../../tensor/tensor.js';
import { InferenceScope } from '../../tensor/train/scope.js';
import { bucketLength, windowFeeds } from './batches.js';
import type { Example } from './examples.js';

const FEATURES = 'features';
/** Windows a run. */
const BATCH = 16;

/** What is learnt from where the encoder itself is not trained: its vectors, computed once. */
export interface FrozenFeatures {
  /** Gives back the vectors that it is fed. */
  readonly encoder: Encoder;
  readonly examples: readonly Example[];
}

/**
 * Runs a frozen encoder over every window once, without dropout, and keeps its vectors: each step
 * then trains the classifier alone (the feature-based approach of Devlin et al. 2019).
 */
export async function frozenFeatures(
  { encoder, parameters }: EncoderWithWeights,
  examples: readonly Example[],
  { signal, provider }: WorkOptions & SessionOptions = {},
): Promise<FrozenFeatures> {
  const inputs = inputTensors(encoder, 'batch', 'length');
  const vectors = encoder.build(new InferenceScope(parameters), inputs);
  const session = await openSession(emitOnnx({ [FEATURES]: vectors }), { provider });
  try {
    return { encoder: passThrough(encoder), examples: await withVectors(session, encoder, examples, signal) };
  } finally {
    await session.close();
  }
}

async function withVectors(
  session: Session,
  encoder: Encoder,
  examples: readonly Example[],
  signal: AbortSignal | undefined,
): Promise<Example[]> {
  const found = new Map<Example, Example>();
  const sorted = examples.toSorted((a, b) => a.window.length - b.window.length);
  for (let from = 0; from < sorted.length; from += BATCH) {
    throwIfAborted(signal);
    const batch = sorted.slice(from, from + BATCH);
    const vectors = await vectorsOf(session, encoder, batch);
    batch.forEach((example, row) => {
      const columns = { ...example.window.columns, [FEATURES]: vectors[row] ?? [] };
      found.set(example, { ...example, window: { ...example.window, columns } });
    });
  }
  return examples.map((example) => found.get(example) ?? example);
}

/** The vectors of each window's pieces, one array a window. */
async function vectorsOf(
  session: Session,
  encoder: Encoder,
  batch: readonly Example[],
): Promise<Float32Array[]> {
  const windows: Window[] = batch.map(({ window }) => window);
  const length = bucketLength(Math.max(...windows.map((window) => window.length)));
  const results = await session.run(windowFeeds(encoder, windows, length));
  const values = results[FEATURES]?.data as Float32Array;
  const stride = length * encoder.hidden;
  return windows.map((window, row) =>
    values.slice(row * stride, row * stride + window.length * encoder.hidden),
  );
}

function passThrough(encoder: Encoder): Encoder {
  return {
    ...encoder,
    inputs: [{ name: FEATURES, type: 'float32', width: encoder.hidden }],
    build: (_scope, inputs) => inputs[FEATURES] as Tensor,
  };
}
