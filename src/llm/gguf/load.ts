import { availableParallelism } from 'node:os';
import { HilgenError } from '../../base/errors.js';
import type { JsonSchema, ModelRequest } from '../language-model.js';
import { historyOf } from './generate.js';
import {
  type Generated,
  type GenerateOptions,
  type Llama,
  type LlamaModel,
  type LlamaRuntime,
  type LlamaSequence,
  loadRuntime,
} from './runtime.js';

/** How a model file is run. */
export interface GgufOptions {
  /** Tokens of prompt and answer together (4096, or what the model was trained for where that is less). */
  readonly contextTokens?: number | undefined;
  /** Threads that compute (one a core). More than there are free cores makes a model slower a hundredfold: they wait for each other in loops. */
  readonly threads?: number | undefined;
  /** A folder whose `node_modules` hold node-llama-cpp; `$HILGEN_LLAMA` where absent. */
  readonly llamaFolder?: string | undefined;
}

const DEFAULT_CONTEXT_TOKENS = 4096;

/** A loaded model, able to do one thing at a time. */
export interface Loaded {
  readonly model: LlamaModel;
  readonly contextTokens: number;
  readonly sequence: LlamaSequence;
  readonly grammar: (schema: JsonSchema) => Promise<object>;
  readonly carryOn: (text: string, options: GenerateOptions) => Promise<Generated>;
  readonly answer: (request: ModelRequest, options: GenerateOptions) => Promise<Generated>;
}

/** Loads a model file and makes room for one context. */
export async function load(path: string, options: GgufOptions): Promise<Loaded> {
  const runtime = await loadRuntime(options.llamaFolder ?? process.env.HILGEN_LLAMA);
  try {
    const llama = await runtime.getLlama({ build: 'never', skipDownload: true, logLevel: 'error' });
    const model = await llama.loadModel({ modelPath: path });
    const wanted = options.contextTokens ?? DEFAULT_CONTEXT_TOKENS;
    const context = await model.createContext({
      contextSize: Math.min(wanted, model.trainContextSize),
      threads: options.threads ?? Math.min(availableParallelism(), llama.cpuMathCores),
    });
    const { contextSize: contextTokens } = context;
    return { model, contextTokens, ...voices(runtime, llama, context.getSequence()) };
  } catch (cause) {
    throw new HilgenError('input', {
      where: path,
      what: `cannot be run (${(cause as Error).message})`,
      hint: 'Check that the file is a whole GGUF model, and: npx node-llama-cpp inspect gpu',
      cause,
    });
  }
}

/** The two ways of answering, on one line of reading and writing. */
function voices(
  runtime: LlamaRuntime,
  llama: Llama,
  sequence: LlamaSequence,
): Omit<Loaded, 'model' | 'contextTokens'> {
  const base = new runtime.LlamaCompletion({ contextSequence: sequence });
  return {
    sequence,
    grammar: (schema) => llama.createGrammarForJsonSchema(schema),
    carryOn: (text, settings) =>
      base.generateCompletionWithMeta(text, { ...settings, disableContextShift: true }),
    answer: ({ prompt }, settings) => {
      const chat = new runtime.LlamaChat({ contextSequence: sequence });
      const messages = prompt.kind === 'chat' ? prompt.messages : [];
      return chat.generateResponse(historyOf(messages), settings);
    },
  };
}
