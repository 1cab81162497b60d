import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readCorpus } from '../corpus/index.js';
import { prepare, readPreset } from '../generate/index.js';
import { openKnowledgeBase } from '../knowledge/index.js';
import {
  identifyLanguageModel,
  type ModelOptions,
  planRequests,
  type RequestStore,
  type RunPlan,
  requestStore,
} from '../llm/index.js';
import type { OpenedExperiment } from './run.js';
import type { Artifact, Stage } from './stage.js';
import type { Settings } from './stages/write.js';

/** What the `write` stages among some stages would ask of language models. */
export interface WritingPlan extends RunPlan {
  /** Stages that were counted, and those whose sample or knowledge base is not there yet. */
  readonly stages: number;
  readonly uncounted: number;
}

/** Counts requests, tokens and, where prices are known, cost; nothing is asked. `undefined` where nothing is to be written. */
export async function planWriting(
  opened: OpenedExperiment,
  todo: readonly Stage[],
  options: ModelOptions,
): Promise<WritingPlan | undefined> {
  const writing = todo.filter(({ kind }) => kind === 'write');
  if (writing.length === 0) return undefined;
  const path = join(opened.file.store, 'requests.sqlite');
  const store = existsSync(path) ? requestStore(path) : undefined;
  try {
    const plans: RunPlan[] = [];
    for (const stage of writing) plans.push(...(await planOf(stage, opened, store, options)));
    return { ...sumOf(plans), stages: plans.length, uncounted: writing.length - plans.length };
  } finally {
    store?.close();
  }
}

async function planOf(
  { inputs, settings }: Stage,
  { store: stages }: OpenedExperiment,
  store: RequestStore | undefined,
  options: ModelOptions,
): Promise<RunPlan[]> {
  const pathOf = (role: string): string | undefined => {
    const input: Artifact | undefined = inputs[role]?.[0];
    if (input === undefined || input.kind === 'file') return input?.path;
    return stages.find(input) === undefined ? undefined : stages.outputOf(input);
  };
  const [few, base, preset] = ['few', 'knowledge', 'preset'].map(pathOf);
  if (few === undefined || base === undefined || preset === undefined) return [];
  const { source, model: name, ...rest } = settings as Settings;
  const model = await identifyLanguageModel({ source: pathOf('model') ?? source, name }, options);
  const kb = openKnowledgeBase(base);
  try {
    const { requests, later } = prepare(await readPreset(preset), await readCorpus(few), rest, kb);
    return [planRequests([...requests, ...later], { model, store })];
  } finally {
    kb.close();
  }
}

function sumOf(plans: readonly RunPlan[]): RunPlan {
  const sum = (of: (plan: RunPlan) => number): number => plans.reduce((all, plan) => all + of(plan), 0);
  const isPriced = plans.every(({ costAtMost }) => costAtMost !== undefined);
  return {
    total: sum(({ total }) => total),
    kept: sum(({ kept }) => kept),
    calls: sum(({ calls }) => calls),
    promptTokens: sum(({ promptTokens }) => promptTokens),
    completionTokensAtMost: sum(({ completionTokensAtMost }) => completionTokensAtMost),
    costAtMost: isPriced ? sum(({ costAtMost = 0 }) => costAtMost) : undefined,
  };
}
