import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { HilgenError } from '../../base/errors.js';
import type { JsonSchema } from '../language-model.js';

// The part of node-llama-cpp that is used here. Its own types are not at hand where it is not
// installed, and it never is by a plain `npm ci`.
/** What comes back from `generateCompletionWithMeta` and `generateResponse`. */
export interface Generated {
  readonly response: string;
  readonly metadata: { readonly stopReason: string };
}

/** How text is drawn, in node-llama-cpp's words. */
export interface GenerateOptions {
  readonly signal: AbortSignal;
  readonly maxTokens?: number;
  readonly temperature: number;
  readonly topP?: number;
  readonly seed?: number;
  readonly repeatPenalty: false;
  readonly disableContextShift?: true;
  readonly customStopTriggers?: readonly string[];
  readonly grammar?: object;
}

/** One line of reading and writing through the model. */
export interface LlamaSequence {
  readonly tokenMeter: { readonly usedOutputTokens: number };
}

/** A conversation, in node-llama-cpp's words. */
export type ChatItem =
  | { readonly type: 'system' | 'user'; readonly text: string }
  | { readonly type: 'model'; readonly response: readonly string[] };

export interface LlamaModel {
  readonly trainContextSize: number;
  readonly fileInfo: { readonly metadata: { readonly tokenizer?: { readonly chat_template?: string } } };
  tokenize(text: string): readonly number[];
  createContext(options: { contextSize: number; threads: number }): Promise<{
    readonly contextSize: number;
    getSequence(): LlamaSequence;
  }>;
  dispose(): Promise<void>;
}

export interface Llama {
  readonly cpuMathCores: number;
  loadModel(options: { modelPath: string }): Promise<LlamaModel>;
  createGrammarForJsonSchema(schema: JsonSchema): Promise<object>;
}

/** node-llama-cpp itself. */
export interface LlamaRuntime {
  getLlama(options: { build: 'never'; skipDownload: true; logLevel: 'error' }): Promise<Llama>;
  readonly LlamaCompletion: new (options: {
    contextSequence: LlamaSequence;
  }) => {
    generateCompletionWithMeta(input: string, options: GenerateOptions): Promise<Generated>;
  };
  readonly LlamaChat: new (options: {
    contextSequence: LlamaSequence;
  }) => {
    generateResponse(history: readonly ChatItem[], options: GenerateOptions): Promise<Generated>;
  };
}

const PACKAGE = 'node-llama-cpp';

/**
 * Loads node-llama-cpp: the one that is installed beside hilgen, else the one in the folder, for example `$HILGEN_LLAMA`.
 *
 * @throws HilgenError `missing` where it is in neither place.
 */
export async function loadRuntime(folder: string | undefined): Promise<LlamaRuntime> {
  const name = folder ? entryOf(folder) : PACKAGE;
  try {
    return (await import(name)) as LlamaRuntime;
  } catch (cause) {
    const reason =
      (cause as { code?: string }).code === 'ERR_MODULE_NOT_FOUND' ? 'not installed' : String(cause);
    throw new HilgenError('missing', {
      what: `models in files need the package ${PACKAGE} (${reason})`,
      hint: 'Run: npm install node-llama-cpp@3 (or set HILGEN_LLAMA to a folder that has it; see docs/llm.md)',
      cause,
    });
  }
}

/** The package's entry file under a folder's `node_modules`. */
function entryOf(folder: string): string {
  const home = resolve(folder, 'node_modules', PACKAGE);
  const description = join(home, 'package.json');
  if (!existsSync(description)) return PACKAGE;
  const { main = 'dist/index.js' } = JSON.parse(readFileSync(description, 'utf8')) as { main?: string };
  return pathToFileURL(join(home, main)).href;
}
