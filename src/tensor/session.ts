import { availableParallelism } from 'node:os';
import type { InferenceSession, Tensor as OrtTensor } from 'onnxruntime-node';
import { HilgenError } from '../base/errors.js';
import { type Provider, providerError } from './provider.js';
import type { Data } from './tensor.js';

/** Values for a run, with their shapes. */
export interface Value {
  readonly data: Data;
  readonly shape: readonly number[];
}

export interface SessionOptions {
  /** Threads inside an operator; one for each processor where absent. */
  readonly threads?: number | undefined;
  /** What computes; the processor where absent. What a provider cannot compute the processor does. */
  readonly provider?: Provider | undefined;
}

/** A program loaded into onnxruntime. */
export interface Session {
  /** Runs the program. Outputs named in `into` are written to those arrays, the others to fresh ones. */
  run(
    feeds: Readonly<Record<string, Value>>,
    into?: Readonly<Record<string, Value>>,
  ): Promise<Readonly<Record<string, Value>>>;
  close(): Promise<void>;
}

type Runtime = typeof import('onnxruntime-node');

/**
 * Loads an ONNX model (its bytes, or a path).
 *
 * @throws HilgenError `missing` where onnxruntime-node is not installed or the provider does not start, `input` where
 * the file is none it can load.
 */
export async function openSession(
  model: Uint8Array | string,
  options: SessionOptions = {},
): Promise<Session> {
  const runtime = await loadRuntime();
  const { provider = 'cpu' } = options;
  const settings: InferenceSession.SessionOptions = {
    executionMode: 'sequential',
    graphOptimizationLevel: 'all',
    enableMemPattern: true,
    logSeverityLevel: 3,
    executionProviders: [provider],
    // onnxruntime's own choice is one thread a physical core, which halves a machine with two threads a core.
    intraOpNumThreads: options.threads ?? availableParallelism(),
  };
  if (provider === 'cpu') return wrap(runtime, await load(runtime, model, settings));
  const started = runtime.InferenceSession.create(model as string, settings).catch((cause) => {
    throw providerError(provider, runtime.listSupportedBackends(), cause);
  });
  return wrap(runtime, await started);
}

function load(
  { InferenceSession: sessions }: Runtime,
  model: Uint8Array | string,
  settings: InferenceSession.SessionOptions,
): Promise<InferenceSession> {
  if (typeof model !== 'string') return sessions.create(model, settings);
  return sessions.create(model, settings).catch((cause: Error) => {
    throw new HilgenError('input', { where: model, what: `cannot be loaded (${cause.message})`, cause });
  });
}

/** Whether onnxruntime-node is installed. */
export async function hasRuntime(): Promise<boolean> {
  return await loadRuntime().then(
    () => true,
    () => false,
  );
}

function wrap(runtime: Runtime, session: InferenceSession): Session {
  const ortTensor = ({ data, shape }: Value): OrtTensor =>
    data instanceof Float32Array
      ? new runtime.Tensor('float32', data, shape)
      : new runtime.Tensor('int64', data, shape);
  return {
    run: async (feeds, into = {}) => {
      const fetches: Record<string, OrtTensor | null> = {};
      for (const name of session.outputNames) fetches[name] = into[name] ? ortTensor(into[name]) : null;
      const inputs = Object.fromEntries(
        Object.entries(feeds).map(([name, value]) => [name, ortTensor(value)]),
      );
      const results = await session.run(inputs, fetches);
      return Object.fromEntries(
        Object.entries(results).map(([name, { data, dims }]) => [name, { data: data as Data, shape: dims }]),
      );
    },
    close: async () => {
      await session.release();
    },
  };
}

/** onnxruntime reports its use to Microsoft unless this is set before it is loaded. */
const NO_TELEMETRY = 'ORT_DISABLE_TELEMETRY';

async function loadRuntime(): Promise<Runtime> {
  process.env[NO_TELEMETRY] ??= '1';
  try {
    const runtime = await import('onnxruntime-node');
    // What fails is thrown too.
    runtime.env.logLevel = 'fatal';
    return runtime;
  } catch (cause) {
    throw new HilgenError('missing', {
      what: 'onnxruntime-node, which training and tagging run on, is not installed',
      hint: 'Run: ONNXRUNTIME_NODE_INSTALL=skip npm install onnxruntime-node',
      cause,
    });
  }
}
