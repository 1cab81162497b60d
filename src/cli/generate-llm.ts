import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { HilgenError } from '../base/errors.js';
import { formatForWriting, LAYERS, readCorpus } from '../corpus/index.js';
import { type Prepared, prepare, readPreset } from '../generate/index.js';
import type { StoredKnowledgeBase } from '../knowledge/index.js';
import { type LanguageModel, openLanguageModel, requestStore } from '../llm/index.js';
import { type CliContext, printResult } from './command.js';
import type { LlmOptions } from './generate-llm-options.js';
import { planOf, renderPlan } from './generate-llm-plan.js';
import { renderLlmReport } from './generate-llm-report.js';
import { runLlm } from './generate-llm-run.js';
import { withKnowledgeBase } from './kb-open.js';

/** `hilgen generate --llm`: makes new labelled sentences with a language model. */
export async function generateLlm(source: string, options: LlmOptions, context: CliContext): Promise<void> {
  checkOut(source, options);
  const preset = await readPreset(options.preset);
  const shots = await readCorpus(source, options);
  const go = async (kb?: StoredKnowledgeBase): Promise<void> => {
    const prepared = prepare(preset, shots, { ...options, layers: options.layers ?? LAYERS }, kb);
    const model = await openModel(options, context);
    try {
      await (options.dryRun
        ? plan(prepared, model, options, context)
        : make(source, prepared, model, kb, options, context));
    } finally {
      await model.close();
    }
  };
  return options.kb === undefined ? go() : withKnowledgeBase(options.kb, go);
}

async function plan(
  prepared: Prepared,
  model: LanguageModel,
  options: LlmOptions,
  context: CliContext,
): Promise<void> {
  const path = storePath(options);
  const store = existsSync(path) ? requestStore(path) : undefined;
  try {
    printResult(context, options, planOf(prepared, { model, store, price: options.price }), renderPlan);
  } finally {
    store?.close();
  }
}

async function make(
  source: string,
  prepared: Prepared,
  model: LanguageModel,
  kb: StoredKnowledgeBase | undefined,
  options: LlmOptions,
  context: CliContext,
): Promise<void> {
  const store = requestStore(storePath(options));
  try {
    const report = await runLlm({ source, prepared, model, store, kb, options, context });
    printResult(context, options, report, renderLlmReport);
  } finally {
    store.close();
  }
}

function checkOut(source: string, { out, dryRun, preview }: LlmOptions): void {
  if (out === undefined) {
    if (dryRun || preview !== undefined) return;
    throw new HilgenError('usage', { where: '--out', what: 'is missing: where do the sentences go?' });
  }
  formatForWriting(out);
  if (resolve(out) === resolve(source)) {
    throw new HilgenError('usage', { where: out, what: 'the new sentences would overwrite their source' });
  }
}

function storePath({ store, out }: LlmOptions): string {
  return store ?? join(dirname(out ?? ''), 'requests.sqlite');
}

async function openModel(
  { llm, model: name, offline }: LlmOptions,
  context: CliContext,
): Promise<LanguageModel> {
  const model = await openLanguageModel(
    { source: llm.replace(/^replay:/, ''), name },
    { offline, environment: process.env, onRemote: ({ message }) => context.remark(`${message}\n`) },
  );
  if (model.id.startsWith('replay:')) context.remark('a recording is replayed: no model is asked\n');
  return model;
}
