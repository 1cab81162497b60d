import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readCorpora, readCorpus } from '../corpus/index.js';
import { DISTANT_DEFAULTS, prepareMarking, rawBlocks } from '../distant/index.js';
import { type Prepared, prepare, readPreset } from '../generate/index.js';
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
import type { Settings as MarkSettings } from './stages/mark.js';
import type { Settings as WriteSettings } from './stages/write.js';

/** What the `write` and `mark` stages among some stages would ask of language models. */
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
  const writing = todo.filter(({ kind }) => kind === 'write' || kind === 'mark');
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
  stage: Stage,
  { store: stages }: OpenedExperiment,
  store: RequestStore | undefined,
  options: ModelOptions,
): Promise<RunPlan[]> {
  const pathsOf = (role: string): string[] =>
    (stage.inputs[role] ?? []).flatMap((input: Artifact) => {
      if (input.kind === 'file') return [input.path];
      return stages.find(input) === undefined ? [] : [stages.outputOf(input)];
    });
  const prepared = await (stage.kind === 'mark' ? markingOf(stage, pathsOf) : writingOf(stage, pathsOf));
  if (prepared === undefined) return [];
  const { source, model: name } = stage.settings as WriteSettings | MarkSettings;
  const model = await identifyLanguageModel({ source: pathsOf('model')[0] ?? source, name }, options);
  return [planRequests([...prepared.requests, ...prepared.later], { model, store })];
}

type PathsOf = (role: string) => readonly string[];

async function writingOf({ settings }: Stage, pathsOf: PathsOf): Promise<Prepared | undefined> {
  const [few, base, preset] = ['few', 'knowledge', 'preset'].map((role) => pathsOf(role)[0]);
  if (few === undefined || base === undefined || preset === undefined) return undefined;
  const kb = openKnowledgeBase(base);
  try {
    return prepare(await readPreset(preset), await readCorpus(few), settings as WriteSettings, kb);
  } finally {
    kb.close();
  }
}

async function markingOf({ settings }: Stage, pathsOf: PathsOf): Promise<Prepared | undefined> {
  const [few, preset] = ['few', 'preset'].map((role) => pathsOf(role)[0]);
  if (few === undefined || preset === undefined) return undefined;
  const text = {
    blocks: () => rawBlocks(pathsOf('raw')),
    shots: await readCorpus(few),
    heldOut: await readCorpora(pathsOf('heldOut')),
  };
  const { sentences: count } = settings as MarkSettings;
  const which = { count, most: DISTANT_DEFAULTS.survey, tries: true };
  return prepareMarking(await readPreset(preset), text, which);
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
