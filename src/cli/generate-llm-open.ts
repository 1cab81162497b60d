import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Prepared } from '../generate/index.js';
import { type LanguageModel, openLanguageModel, requestStore } from '../llm/index.js';
import { type CliContext, printResult } from './command.js';
import type { AskingOptions } from './generate-llm-options.js';
import { planOf, renderPlan } from './generate-llm-plan.js';

/** Which model is asked, and what is written. */
export interface AskedFor extends AskingOptions {
  readonly out?: string;
  readonly json?: boolean;
}

/** The file that keeps every answer. */
export function storePath({ store, out }: Pick<AskedFor, 'store' | 'out'>): string {
  return store ?? join(dirname(out ?? ''), 'requests.sqlite');
}

/** Opens the model that `--llm` names; says where text goes, and that a recording is one. */
export async function openModel(
  { llm, model: name, offline }: AskedFor,
  context: CliContext,
): Promise<LanguageModel> {
  const model = await openLanguageModel(
    { source: llm.replace(/^replay:/, ''), name },
    { offline, environment: process.env, onRemote: ({ message }) => context.remark(`${message}\n`) },
  );
  if (model.id.startsWith('replay:')) context.remark('a recording is replayed: no model is asked\n');
  return model;
}

/** What `--dry-run` prints; nothing is asked and no file made. */
export async function printPlan(
  prepared: Prepared,
  model: LanguageModel,
  options: AskedFor,
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
