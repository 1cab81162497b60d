import { throwIfAborted } from '../../base/errors.js';
import type { BatchEndpoint, BatchResult, ModelRequest } from '../language-model.js';
import type { Clock } from '../run/clock.js';
import type { OpenBatch } from '../store/batch-ledger.js';
import { persist } from './persist.js';
import type { BatchOptions, WaitingBatch } from './types.js';

/** Where collecting stands. */
export interface Collection {
  /** Keys of requests that are under way. */
  readonly waiting: Set<string>;
  /** Keys of requests that failed, and why. */
  readonly failed: Map<string, string>;
  readonly collected: Set<string>;
  readonly batches: WaitingBatch[];
}

/** What every step needs. */
export interface BatchWork {
  readonly endpoint: BatchEndpoint;
  readonly options: BatchOptions;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

/**
 * Asks after every open batch and writes the answers of those that have ended. A batch whose id
 * never reached us is looked up by its tag; where the server does not know it, its requests are free again.
 */
export async function collect(work: BatchWork): Promise<Collection> {
  const { store, model } = work.options;
  const collection: Collection = { waiting: new Set(), failed: new Map(), collected: new Set(), batches: [] };
  for (const batch of store.batches.open(model.id)) {
    throwIfAborted(work.signal);
    const id = batch.id ?? (await findLost(work, batch));
    if (id === undefined) store.batches.finish(batch.tag);
    else await collectOne(work, { ...batch, id }, collection);
  }
  return collection;
}

async function findLost(
  { endpoint, options, clock, signal }: BatchWork,
  { tag }: OpenBatch,
): Promise<string | undefined> {
  const id = await persist(tag, clock, signal, () => endpoint.find(tag, signal));
  if (id !== undefined) options.store.batches.submitted(tag, id);
  return id;
}

async function collectOne(
  { endpoint, options, clock, signal }: BatchWork,
  { id, tag, at, keys }: OpenBatch & { readonly id: string },
  { waiting, failed, collected, batches }: Collection,
): Promise<void> {
  const { store } = options;
  const status = await persist(tag, clock, signal, () => endpoint.status(id, signal));
  if (status.state === 'working') {
    for (const key of keys) waiting.add(key);
    batches.push({ id, at, done: status.done, total: status.total || keys.length });
    return;
  }
  const reasons = new Map(keys.map((key) => [key, status.reason ?? 'the batch ended without it']));
  if (status.state === 'ended') {
    await persist(tag, clock, signal, async () => {
      for await (const result of endpoint.results(id, signal)) {
        const request = store.batches.requestOf(tag, result.key);
        if (request === undefined) continue;
        const reason = await keep(result, request, options, clock);
        if (reason === undefined) {
          collected.add(result.key);
          reasons.delete(result.key);
        } else reasons.set(result.key, reason);
      }
    });
  }
  for (const [key, reason] of reasons) if (store.answer(key) === undefined) failed.set(key, reason);
  store.batches.finish(tag);
}

/** Writes an answer or a failure; returns the failure's reason. */
async function keep(
  result: BatchResult,
  request: ModelRequest,
  { store, model }: BatchOptions,
  clock: Clock,
): Promise<string | undefined> {
  const { key } = result;
  const at = clock.now();
  if ('failure' in result) {
    const message = result.failure;
    store.saveFailure({ key, modelId: model.id, kind: 'refused', message, at });
    return message;
  }
  if (store.answer(key) === undefined) {
    await store.save({ key, modelId: model.id, request, completion: result.completion, at });
  }
  return undefined;
}
