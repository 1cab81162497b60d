import { HilgenError } from '../base/errors.js';
import type { WorkOptions } from '../base/progress.js';
import {
  type Answer,
  type BatchReport,
  type LanguageModel,
  type Limits,
  type ModelRequest,
  type Price,
  type RequestStore,
  type RunProgress,
  type RunReport,
  requestKey,
  runBatch,
  runRequests,
} from '../llm/index.js';
import type { Answered, Ask } from './prompting/candidates.js';

/** What asking is done with. */
export interface Asking {
  readonly model: LanguageModel;
  readonly store: RequestStore;
  readonly limits: Limits;
  readonly price: Price | undefined;
  readonly work: WorkOptions;
}

/** What all steps of a run used together. */
export interface Spending {
  kept: number;
  calls: number;
  failed: number;
  left: number;
  promptTokens: number;
  completionTokens: number;
  cost: number | undefined;
  seconds: number;
  /** Why it ended early. */
  stopped?: { readonly text: string } | undefined;
}

/** Nothing spent yet. */
export function noSpending(): Spending {
  const none = { kept: 0, calls: 0, failed: 0, left: 0, promptTokens: 0, completionTokens: 0 };
  return { ...none, cost: undefined, seconds: 0 };
}

const BOUNDS: readonly string[] = ['max-cost', 'max-requests', 'max-minutes'];

/**
 * Asks through the store, within what is left of the limits, and adds up what it took. Where a
 * limit is reached the rest stays unanswered; once it is, later steps use what the store holds.
 *
 * @throws HilgenError where the server ends the run; `interrupted` at ctrl-C. Answers are kept.
 */
export function askThroughStore({ model, store, limits, price, work }: Asking, spent: Spending): Ask {
  return async (requests, watch) => {
    if (spent.stopped === undefined) {
      const { signal } = work;
      let rejected = 0;
      const places = new Map(requests.map((request, at) => [requestKey(model.id, request), at]));
      const onAnswer = ({ key, completion }: Answer): void => {
        rejected += watch?.({ key, completion }, places.get(key) ?? 0) ?? 0;
      };
      const onProgress = (progress: RunProgress): void =>
        work.onProgress?.({ ...progress, note: note(progress, rejected) });
      const left = remaining(limits, spent);
      const run = { model, store, limits: left, price, signal, onProgress, onAnswer };
      const report = await runRequests(requests, run);
      add(spent, report);
      assertGoesOn(report, store);
    } else spent.left += requests.filter((request) => store.answerTo(model.id, request) === undefined).length;
    return requests.map((request) => answerOf(request, model, store));
  };
}

/**
 * Hands requests over to the server's Batch API, fetches what has been answered since, and returns
 * at once: what waits there is left for the same command, in an hour or in days.
 */
export function askByBatch({ model, store, limits, price, work }: Asking, spent: Spending): Ask {
  const { maxCost, maxRequests } = limits;
  return async (requests) => {
    const report = await runBatch(requests, { model, store, price, maxCost, maxRequests, ...work });
    spent.kept += report.kept;
    spent.calls += report.collected;
    spent.failed += report.failed.length;
    spent.left += report.left + report.waiting;
    spent.promptTokens += report.promptTokens;
    spent.completionTokens += report.completionTokens;
    if (report.cost !== undefined) spent.cost = (spent.cost ?? 0) + report.cost;
    if (report.waiting > 0)
      spent.stopped = { text: `${report.waiting} requests wait at the server${stand(report)}` };
    else if (report.left > 0) spent.stopped = { text: 'a limit was reached' };
    return requests.map((request) => answerOf(request, model, store));
  };
}

function stand({ batches }: BatchReport): string {
  const lines = batches.map(({ id, done, total }) => `${id}: ${done} of ${total}`);
  return lines.length === 0 ? '' : ` (${lines.join(', ')})`;
}

function answerOf(request: ModelRequest, model: LanguageModel, store: RequestStore): Answered | undefined {
  const completion = store.answerTo(model.id, request);
  return completion && { key: requestKey(model.id, request), completion };
}

function note({ failed, tokens, cost }: RunProgress, rejected: number): string {
  const parts = [`${tokens.toLocaleString('en')} tokens`];
  if (rejected > 0) parts.unshift(`${rejected} rejected`);
  if (cost !== undefined && cost > 0) parts.push(`cost ${cost.toFixed(2)}`);
  if (failed > 0) parts.push(`${failed} failed`);
  return parts.join(', ');
}

function remaining({ maxCost, maxRequests, maxMinutes, ...others }: Limits, spent: Spending): Limits {
  return {
    ...others,
    maxCost: maxCost && maxCost - (spent.cost ?? 0),
    maxRequests: maxRequests && maxRequests - spent.calls,
    maxMinutes: maxMinutes && maxMinutes - spent.seconds / 60,
  };
}

function add(spent: Spending, report: RunReport): void {
  spent.kept += report.kept;
  spent.calls += report.calls;
  spent.failed += report.failed.length;
  spent.left += report.left;
  spent.promptTokens += report.promptTokens;
  spent.completionTokens += report.completionTokens;
  spent.seconds += report.seconds;
  if (report.cost !== undefined) spent.cost = (spent.cost ?? 0) + report.cost;
  spent.stopped = report.stopped;
}

function assertGoesOn({ stopped, asked, left }: RunReport, { path }: RequestStore): void {
  if (stopped === undefined || BOUNDS.includes(stopped.kind)) return;
  throw new HilgenError(stopped.kind === 'interrupted' ? 'interrupted' : 'input', {
    what: stopped.text,
    hint: `${asked} answers of this run are kept in ${path}, ${left} are left: the same command goes on from there.`,
  });
}
