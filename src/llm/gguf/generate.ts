import { modelError } from '../failure.js';
import type { FinishReason, Message, ModelRequest } from '../language-model.js';
import { textsOf } from '../run/tokens.js';
import type { ChatItem, Generated, GenerateOptions, LlamaModel } from './runtime.js';

/** llama.cpp's own default; node-llama-cpp's is 0, which makes all samples equal. */
const DEFAULT_TEMPERATURE = 0.8;
/** Room for the marks that a chat template puts around a message. */
const TEMPLATE_TOKENS = 16;

/** The request's parameters in node-llama-cpp's words. */
export function generateOptions(
  { parameters, sample }: ModelRequest,
  signal: AbortSignal,
  grammar: object | undefined,
): GenerateOptions {
  const { temperature = DEFAULT_TEMPERATURE, topP, maxTokens, stop, seed } = parameters;
  return {
    signal,
    temperature,
    repeatPenalty: false,
    ...(maxTokens !== undefined && { maxTokens }),
    ...(topP !== undefined && { topP }),
    ...(seed !== undefined && { seed: seed + sample }),
    ...(stop !== undefined && stop.length > 0 && { customStopTriggers: stop }),
    ...(grammar !== undefined && { grammar }),
  };
}

/**
 * The prompt's length in tokens. node-llama-cpp would cut a prompt that is too long without a word.
 *
 * @throws HilgenError `refused` where prompt and answer do not fit the context together.
 */
export function countPrompt(
  model: LlamaModel,
  { prompt, parameters }: ModelRequest,
  contextTokens: number,
  where: string,
): number {
  const texts = textsOf(prompt);
  const around = prompt.kind === 'chat' ? TEMPLATE_TOKENS * texts.length : 1;
  const promptTokens = texts.reduce((sum, text) => sum + model.tokenize(text).length, around);
  const needed = promptTokens + (parameters.maxTokens ?? 1);
  if (needed <= contextTokens) return promptTokens;
  throw modelError(
    { kind: 'refused' },
    {
      where,
      what: `prompt and answer need ${needed} tokens, the context holds ${contextTokens}`,
      hint: 'Show fewer examples, ask for a shorter answer, or raise the context size.',
    },
  );
}

/** The messages in node-llama-cpp's words. */
export function historyOf(messages: readonly Message[]): ChatItem[] {
  return messages.map(({ role, content }) =>
    role === 'assistant' ? { type: 'model', response: [content] } : { type: role, text: content },
  );
}

const FINISH: Readonly<Record<string, FinishReason>> = {
  eogToken: 'stop',
  stopGenerationTrigger: 'stop',
  customStopTrigger: 'stop',
  maxTokens: 'length',
};

/** Why the answer ended. */
export function finishOf({ metadata }: Generated): FinishReason {
  return FINISH[metadata.stopReason] ?? 'other';
}
