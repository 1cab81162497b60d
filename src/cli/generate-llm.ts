import { resolve } from 'node:path';
import { HilgenError } from '../base/errors.js';
import { formatForWriting, LAYERS, readCorpus } from '../corpus/index.js';
import { assertAsks, type Prepared, prepare, readPreset } from '../generate/index.js';
import type { StoredKnowledgeBase } from '../knowledge/index.js';
import { type LanguageModel, requestStore } from '../llm/index.js';
import { type CliContext, printResult } from './command.js';
import { openModel, printPlan, storePath } from './generate-llm-open.js';
import type { LlmOptions } from './generate-llm-options.js';
import { renderLlmReport } from './generate-llm-report.js';
import { runLlm } from './generate-llm-run.js';
import { withKnowledgeBase } from './kb-open.js';

/** `hilgen generate --llm`: makes new labelled sentences with a language model. */
export async function generateLlm(source: string, options: LlmOptions, context: CliContext): Promise<void> {
  checkOut(source, options);
  const preset = await readPreset(options.preset ?? 'grounded');
  const shots = await readCorpus(source, options);
  const go = async (kb?: StoredKnowledgeBase): Promise<void> => {
    const prepared = prepare(preset, shots, { ...options, layers: options.layers ?? LAYERS }, kb);
    assertAsks(prepared);
    const model = await openModel(options, context);
    try {
      await (options.dryRun
        ? printPlan(prepared, model, options, context)
        : make(source, prepared, model, kb, options, context));
    } finally {
      await model.close();
    }
  };
  return options.kb === undefined ? go() : withKnowledgeBase(options.kb, go);
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
