import type { LanguageModel, ModelRequest } from '../language-model.js';
import { requestKey } from '../request-key.js';
import type { RequestStore } from '../store/request-store.js';
import { costOf, type Price, priceFor } from './prices.js';
import { estimatePromptTokens, mostCompletionTokens } from './tokens.js';

/** What a run would do. Tokens are estimates; those of answers, and with them the cost, are upper bounds. */
export interface RunPlan {
  readonly total: number;
  /** Answered by the store already. */
  readonly kept: number;
  readonly calls: number;
  readonly promptTokens: number;
  readonly completionTokensAtMost: number;
  /** Absent where no price is known. */
  readonly costAtMost?: number | undefined;
}

/** What a plan is made with; without a store nothing is answered yet. */
export interface PlanOptions {
  readonly model: Pick<LanguageModel, 'id' | 'name' | 'host'>;
  readonly store?: RequestStore | undefined;
  readonly price?: Price | undefined;
}

/** Counts what a run would ask and what that would cost, without a call. */
export function planRequests(requests: Iterable<ModelRequest>, options: PlanOptions): RunPlan {
  const { model, store, price = priceFor(model, undefined) } = options;
  const seen = new Set<string>();
  let total = 0;
  let kept = 0;
  let promptTokens = 0;
  let completionTokens = 0;
  for (const request of requests) {
    total++;
    const key = requestKey(model.id, request);
    if (seen.has(key) || store?.answer(key) !== undefined) {
      kept++;
      continue;
    }
    seen.add(key);
    promptTokens += estimatePromptTokens(request);
    completionTokens += mostCompletionTokens(request);
  }
  return {
    total,
    kept,
    calls: total - kept,
    promptTokens,
    completionTokensAtMost: completionTokens,
    costAtMost: price && costOf({ promptTokens, completionTokens }, price),
  };
}
