import { basename } from 'node:path';
import { failureOf, modelError } from '../failure.js';
import type { Completion, LanguageModel, ModelRequest } from '../language-model.js';
import { fingerprint } from './fingerprint.js';
import { countPrompt, finishOf, generateOptions } from './generate.js';
import { type GgufOptions, type Loaded, load } from './load.js';

/**
 * A model in a GGUF file, run in this process through node-llama-cpp. A text prompt is carried
 * on, which is all a base model can do; a chat prompt needs a file with a chat template. A schema
 * becomes a grammar that the answer cannot leave.
 *
 * @throws HilgenError `missing` without node-llama-cpp, `input` where the file cannot be read or run.
 */
export async function ggufModel(path: string, options: GgufOptions = {}): Promise<LanguageModel> {
  const { name, id } = await ggufIdentity(path);
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

/** What a model in a file is called; the model is not loaded. */
export async function ggufIdentity(path: string): Promise<Pick<LanguageModel, 'id' | 'name'>> {
  const name = basename(path);
  return { name, id: `gguf:${name}#${await fingerprint(path)}` };
}

async function complete(
  loaded: Loaded,
  request: ModelRequest,
  signal: AbortSignal,
  where: string,
): Promise<Completion> {
  const { model, sequence } = loaded;
  const { prompt, schema } = request;
  if (prompt.kind === 'chat') assertTakesChat(loaded, where);
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

function assertTakesChat({ model }: Loaded, where: string): void {
  if (model.fileInfo.metadata.tokenizer?.chat_template !== undefined) return;
  const hint =
    'Use a preset that shows examples instead of giving instructions, such as demonstration, or mark-base for raw text.';
  throw modelError({ kind: 'denied' }, { where, what: 'is a base model: it has no chat template', hint });
}
