import { z } from 'zod';
import type { Prepared } from '../generate/index.js';
import { type LanguageModel, type Price, planRequests, type RequestStore } from '../llm/index.js';
import { promptText } from './generate-llm-prompt-text.js';
import { counted } from './kb-open.js';

/** The shape of what `hilgen generate --llm --dry-run --json` prints. */
export const llmPlan = z.object({
  dryRun: z.literal(true),
  model: z.string(),
  preset: z.string(),
  requests: z.int().describe('over all steps'),
  kept: z.int().describe('of these, answered by the store already, or asked twice'),
  calls: z.int(),
  wanted: z.int().describe('sentences asked for'),
  promptTokens: z.int().describe('estimate'),
  completionTokensAtMost: z.int(),
  costAtMost: z.number().nullable().describe('null where no price is known'),
  unused: z.array(z.string()).describe('mentions that the knowledge base does not know'),
  prompts: z
    .array(z.string())
    .describe('the first prompt of each step; in a second step, with stand-ins for answers'),
});
export type LlmPlan = z.infer<typeof llmPlan>;

/** What a run would send and cost, without a call. */
export function planOf(
  prepared: Prepared,
  options: {
    readonly model: LanguageModel;
    readonly store: RequestStore | undefined;
    readonly price: Price | undefined;
  },
): LlmPlan {
  const { material, units, requests, later, unused } = prepared;
  const all = [...requests, ...later];
  const plan = planRequests(all, options);
  const first = [requests[0], later[0]].filter((request) => request !== undefined);
  return {
    ...{ dryRun: true, model: options.model.id, preset: material.preset.name },
    ...{ requests: all.length, kept: plan.kept, calls: plan.calls },
    wanted: units.reduce((sum, { count }) => sum + count, 0),
    promptTokens: plan.promptTokens,
    completionTokensAtMost: plan.completionTokensAtMost,
    costAtMost: plan.costAtMost ?? null,
    unused: unused.map(({ text }) => text),
    prompts: first.map(promptText),
  };
}

/** The plan as text. */
export function renderPlan(plan: LlmPlan): string {
  const { prompts, model, preset, requests, kept, calls, wanted, promptTokens, completionTokensAtMost } =
    plan;
  const cost = plan.costAtMost === null ? 'unknown: give --price' : `${plan.costAtMost.toFixed(4)} at most`;
  const tokens = `about ${promptTokens.toLocaleString('en')} tokens of prompts, at most ${completionTokensAtMost.toLocaleString('en')} of answers`;
  const unused = plan.unused.length === 0 ? '' : `unknown to the knowledge base: ${plan.unused.join(', ')}\n`;
  return [
    prompts.map((prompt, at) => `step ${at + 1}, first prompt\n${prompt}\n`).join(''),
    `${model}, preset ${preset}: ${counted(wanted, 'sentence')} in ${counted(requests, 'request')}, ${kept} of them answered or the same\n`,
    `${counted(calls, 'call')}, ${tokens}, cost ${cost}\n`,
    unused,
    'a dry run: nothing was asked\n',
  ].join('');
}
