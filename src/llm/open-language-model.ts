import { HilgenError } from '../base/errors.js';
import type { GgufOptions } from './gguf/load.js';
import type { LanguageModel } from './language-model.js';
import type { ServerOptions } from './openai/model.js';

/** Which model: a URL or a server's short name with the model's name, a `.gguf` file, or a recorded `.jsonl` file. */
export interface ModelSpec {
  readonly source: string;
  /** The model's name at the server. */
  readonly name?: string | undefined;
}

/** What the kinds of models need; each takes what concerns it. */
export type ModelOptions = ServerOptions & GgufOptions;

/** Servers by the name that people know them under. */
export const SERVERS: Readonly<Record<string, string>> = {
  openai: 'https://api.openai.com/v1',
  ollama: 'http://127.0.0.1:11434/v1',
  'llama.cpp': 'http://127.0.0.1:8080/v1',
  lmstudio: 'http://127.0.0.1:1234/v1',
  vllm: 'http://127.0.0.1:8000/v1',
};

interface ModelKind {
  readonly takes: (source: string) => boolean;
  readonly open: (spec: ModelSpec, options: ModelOptions) => Promise<LanguageModel>;
  /** Its name without what opening costs, where that is much. */
  readonly identify?: (spec: ModelSpec) => Promise<ModelIdentity>;
}

/** What answers are kept under, and what a price depends on. */
export type ModelIdentity = Pick<LanguageModel, 'id' | 'name' | 'host'>;

// Each kind is loaded when it is used: none of them slows down commands that need no model.
const KINDS: readonly ModelKind[] = [
  {
    takes: (source) => /^https?:\/\//.test(source) || Object.hasOwn(SERVERS, source),
    open: async ({ source, name }, options) => {
      if (name === undefined) throw nameless(source);
      const { openAiModel } = await import('./openai/model.js');
      return openAiModel(SERVERS[source] ?? source, name, options);
    },
  },
  {
    takes: (source) => source.endsWith('.gguf'),
    open: async ({ source }, options) => (await import('./gguf/model.js')).ggufModel(source, options),
    identify: async ({ source }) => (await import('./gguf/model.js')).ggufIdentity(source),
  },
  {
    takes: (source) => source.endsWith('.jsonl'),
    open: async ({ source }) => (await import('./replay/model.js')).replayModel(source),
  },
];

/**
 * Opens a language model.
 *
 * @throws HilgenError `usage` where nothing of that kind is known or the model's name is missing, `missing` without
 *   `node-llama-cpp`, `input` where the file cannot be read.
 * @example
 * const model = await openLanguageModel({ source: 'ollama', name: 'gemma3:4b' }, { offline: true });
 */
export async function openLanguageModel(spec: ModelSpec, options: ModelOptions = {}): Promise<LanguageModel> {
  return kindOf(spec).open(spec, options);
}

/** What a language model is called, without loading it or asking its server. */
export async function identifyLanguageModel(
  spec: ModelSpec,
  options: ModelOptions = {},
): Promise<ModelIdentity> {
  const { open, identify } = kindOf(spec);
  if (identify !== undefined) return identify(spec);
  const { id, name, host, close } = await open(spec, options);
  await close();
  return { id, name, host };
}

function kindOf(spec: ModelSpec): ModelKind {
  const kind = KINDS.find(({ takes }) => takes(spec.source));
  if (kind !== undefined) return kind;
  throw new HilgenError('usage', {
    where: spec.source,
    what: 'is no language model that is known',
    hint: `Give a URL, a .gguf file, a recorded .jsonl file, or one of ${Object.keys(SERVERS).join(', ')}.`,
  });
}

function nameless(source: string): HilgenError {
  return new HilgenError('usage', {
    where: source,
    what: 'which of the models of this server is not said',
    hint: 'Add --model NAME.',
  });
}
