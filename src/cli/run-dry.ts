import {
  type OpenedExperiment,
  planWriting,
  type Selection,
  stagesOfRun,
  timesOf,
  type WritingPlan,
} from '../experiment/index.js';
import type { CliContext } from './command.js';
import { counted } from './kb-open.js';
import { duration } from './progress.js';

/** `hilgen run --dry-run`: what is there, what is to do, and about what that costs. */
export async function dryRun(
  opened: OpenedExperiment,
  selection: Selection,
  { print }: Pick<CliContext, 'print'>,
): Promise<void> {
  const { plan, store } = opened;
  const todo = new Set(stagesOfRun(opened, selection));
  const { meanOf } = timesOf(
    store,
    [...todo].map(({ kind }) => kind),
  );
  for (const stage of plan.stages) {
    const mean = todo.has(stage) ? meanOf(stage.kind) : undefined;
    const cost = mean === undefined ? '' : `  (about ${duration(mean)})`;
    const state = todo.has(stage) ? 'to do' : store.find(stage) === undefined ? 'not now' : 'cached';
    print(`${state.padEnd(7)}  ${stage.id}${cost}\n`);
  }
  const known = [...todo].flatMap(({ kind }) => meanOf(kind) ?? []);
  const sum = known.reduce((all, seconds) => all + seconds, 0);
  const unknown = todo.size - known.length;
  const rest = unknown === 0 ? '' : `, and ${unknown} of kinds that were never timed here`;
  const cost = known.length === 0 ? '' : `: about ${duration(sum)} by the mean of their kinds${rest}`;
  print(`\n${todo.size} of ${plan.stages.length} stages to do${cost}\n`);
  const writing = await planWriting(opened, [...todo], { environment: process.env });
  if (writing !== undefined) print(textOf(writing));
}

function textOf(plan: WritingPlan): string {
  const { stages, uncounted, total, kept, promptTokens, completionTokensAtMost, costAtMost } = plan;
  const tokens = `about ${promptTokens.toLocaleString('en')} tokens of prompts, at most ${completionTokensAtMost.toLocaleString('en')} of answers`;
  const cost = costAtMost === undefined ? 'no price is known' : `cost ${costAtMost.toFixed(4)} at most`;
  const asked =
    stages === 0
      ? ''
      : `language models: ${counted(total, 'request')} of ${counted(stages, 'stage')}, ${kept} of them answered already or the same; ${tokens}; ${cost}\n`;
  const rest =
    uncounted === 0
      ? ''
      : `language models: ${counted(uncounted, 'stage')} cannot be counted before sample and knowledge base are there (--only sample, --only knowledge)\n`;
  return asked + rest;
}
