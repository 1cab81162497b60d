import { HilgenError } from '../../base/errors.js';
import type { KeyedRequest, LanguageModel, ModelRequest } from '../language-model.js';
import { requestKey } from '../request-key.js';
import { mostCost } from '../run/budget.js';
import { systemClock } from '../run/clock.js';
import { BATCH_SHARE, costOf, type Price, priceFor } from '../run/prices.js';
import type { FailedRequest } from '../run/types.js';
import { type BatchWork, type Collection, collect } from './collect.js';
import { submitAll } from './submit.js';
import type { BatchOptions, BatchReport } from './types.js';

/**
 * Answers by the Batch API: fetches what has been answered since the last call, hands over what has neither an
 * answer nor is under way, and returns at once. Call it again, in an hour or in days, with the
 * same requests, until nothing waits.
 *
 * @throws HilgenError `usage` where the model has no batches, or for a `maxCost` without a price.
 */
export async function runBatch(
  requests: Iterable<ModelRequest>,
  options: BatchOptions,
): Promise<BatchReport> {
  const { model, store, signal = new AbortController().signal, clock = systemClock } = options;
  const price = halved(options.price ?? priceFor(model, options.maxCost));
  const work = { endpoint: endpointOf(model), options, clock, signal };
  const all = new Map<string, ModelRequest>();
  let total = 0;
  for (const request of requests) {
    total++;
    all.set(requestKey(model.id, request), request);
  }
  const release = store.claim();
  try {
    const collection = await collect(work);
    const { wanted, left } = choose(all, collection, options, price);
    const batches = [...collection.batches, ...(await submitAll(work, wanted))];
    return report(work, all, { ...collection, batches }, { total, submitted: wanted.length, left, price });
  } finally {
    release();
  }
}

/** What is to be handed over now, within the limits. */
function choose(
  all: ReadonlyMap<string, ModelRequest>,
  { waiting, failed }: Collection,
  { store, maxCost = Infinity, maxRequests = Infinity }: BatchOptions,
  price: Price | undefined,
): { readonly wanted: KeyedRequest[]; readonly left: number } {
  const wanted: KeyedRequest[] = [];
  let cost = 0;
  let left = 0;
  for (const [key, request] of all) {
    if (waiting.has(key) || failed.has(key) || store.answer(key) !== undefined) continue;
    const next = cost + (price === undefined ? 0 : mostCost(request, price));
    if (left > 0 || wanted.length >= maxRequests || next > maxCost) left++;
    else {
      wanted.push({ key, request });
      cost = next;
    }
  }
  return { wanted, left };
}

interface Counts {
  readonly total: number;
  readonly submitted: number;
  readonly left: number;
  readonly price: Price | undefined;
}

function report(
  { options }: BatchWork,
  all: ReadonlyMap<string, ModelRequest>,
  { waiting, failed, collected, batches }: Collection,
  { total, submitted, left, price }: Counts,
): BatchReport {
  let kept = 0;
  const used = { promptTokens: 0, completionTokens: 0 };
  for (const [key, request] of all) {
    const completion = options.store.answer(key);
    if (completion === undefined) continue;
    const source = collected.has(key) ? 'call' : 'store';
    if (source === 'store') kept++;
    else {
      used.promptTokens += completion.usage.promptTokens;
      used.completionTokens += completion.usage.completionTokens;
    }
    options.onAnswer?.({ key, request, completion, source });
  }
  return {
    total,
    kept,
    collected: collected.size,
    submitted,
    waiting: [...all.keys()].filter((key) => waiting.has(key)).length + submitted,
    failed: failedOf(failed, all),
    left,
    batches,
    ...used,
    cost: price && costOf(used, price),
  };
}

function failedOf(
  failed: ReadonlyMap<string, string>,
  all: ReadonlyMap<string, ModelRequest>,
): FailedRequest[] {
  return [...failed].flatMap(([key, reason]) => {
    const request = all.get(key);
    return request === undefined ? [] : [{ key, request, reason }];
  });
}

function halved(price: Price | undefined): Price | undefined {
  return (
    price && { ...price, prompt: price.prompt * BATCH_SHARE, completion: price.completion * BATCH_SHARE }
  );
}

function endpointOf({ batch, id }: LanguageModel): NonNullable<LanguageModel['batch']> {
  if (batch !== undefined) return batch;
  throw new HilgenError('usage', {
    where: id,
    what: 'this model does not take batches',
    hint: 'Leave out --batch.',
  });
}
