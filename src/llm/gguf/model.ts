import { availableParallelism } from 'node:os';
import { basename } from 'node:path';
import { HilgenError } from '../../base/errors.js';
import { failureOf, modelError } from '../failure.js';
import type { Completion, JsonSchema, LanguageModel, ModelRequest } from '../language-model.js';
import { fingerprint } from './fingerprint.js';
import { countPrompt, finishOf, generateOptions, historyOf } from './generate.js';
import {
  type Generated,
  type GenerateOptions,
  type LlamaModel,
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
interface Loaded {
  readonly model: LlamaModel;
  readonly contextTokens: number;
  readonly sequence: LlamaSequence;
  readonly grammar: (schema: JsonSchema) => Promise<object>;
  readonly carryOn: (text: string, options: GenerateOptions) => Promise<Generated>;
  readonly answer: (request: ModelRequest, options: GenerateOptions) => Promise<Generated>;
}

/**
 * A model in a GGUF file, run in this process through node-llama-cpp. A text prompt is carried
 * on, which is all a base model can do; a chat prompt needs a file with a chat template. A schema
 * becomes a grammar that the answer cannot leave.
 *
 * @throws HilgenError `missing` without node-llama-cpp, `input` where the file cannot be read or run.
 */
export async function ggufModel(path: string, options: GgufOptions = {}): Promise<LanguageModel> {
  const name = basename(path);
  const id = `gguf:${name}#${await fingerprint(path)}`;
  const loaded = await load(path, options);
  let last: Promise<unknown> = Promise.resolve();
  return {
    id,
    name,
    concurrency: 1,
    complete: (request, signal) => {
      const next = last.catch(() => {}).then(() => complete(loaded, request, signal, name));
      last = next;
      return next;
    },
    close: async () => {
      await last.catch(() => {});
      await loaded.model.dispose();
    },
  };
}

async function load(path: string, options: GgufOptions): Promise<Loaded> {
  const runtime = await loadRuntime(options.llamaFolder ?? process.env.HILGEN_LLAMA);
  try {
    const llama = await runtime.getLlama({ build: 'never', skipDownload: true, logLevel: 'error' });
    const model = await llama.loadModel({ modelPath: path });
    const wanted = options.contextTokens ?? DEFAULT_CONTEXT_TOKENS;
    const context = await model.createContext({
      contextSize: Math.min(wanted, model.trainContextSize),
      threads: options.threads ?? Math.min(availableParallelism(), llama.cpuMathCores),
    });
    const sequence = context.getSequence();
    const base = new runtime.LlamaCompletion({ contextSequence: sequence });
    return {
      model,
      contextTokens: context.contextSize,
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
  } catch (cause) {
    const hint =
      'Check that the file is a whole GGUF model and that node-llama-cpp runs here: npx node-llama-cpp inspect gpu';
    throw new HilgenError('input', {
      where: path,
      what: `cannot be run (${(cause as Error).message})`,
      hint,
      cause,
    });
  }
}

async function complete(
  loaded: Loaded,
  request: ModelRequest,
  signal: AbortSignal,
  where: string,
): Promise<Completion> {
  const { model, sequence } = loaded;
  const { prompt, schema } = request;
  if (prompt.kind === 'chat' && model.fileInfo.metadata.tokenizer?.chat_template === undefined) {
    const hint = 'Use a preset that shows examples instead of giving instructions, such as demonstration.';
    throw modelError({ kind: 'denied' }, { where, what: 'is a base model: it has no chat template', hint });
  }
  const promptTokens = countPrompt(model, request, loaded.contextTokens, where);
  const before = sequence.tokenMeter.usedOutputTokens;
  try {
    const grammar = schema && (await loaded.grammar(schema));
    const options = generateOptions(request, signal, grammar);
    const generated =
      prompt.kind === 'text'
        ? await loaded.carryOn(prompt.text, options)
        : await loaded.answer(request, options);
    const completionTokens = sequence.tokenMeter.usedOutputTokens - before;
    return {
      text: generated.response,
      usage: { promptTokens, completionTokens },
      model: where,
      finish: finishOf(generated),
    };
  } catch (cause) {
    if (failureOf(cause)) throw cause;
    throw modelError({ kind: 'refused' }, { where, what: `could not answer (${(cause as Error).message})` });
  }
}
