import { randomUUID } from 'node:crypto';
import { failureOf } from '../failure.js';
import type { KeyedRequest } from '../language-model.js';
import type { BatchWork } from './collect.js';
import { persist } from './persist.js';
import type { WaitingBatch } from './types.js';

/** Below OpenAI's bounds of 50 000 requests and 200 MB. */
const MOST_REQUESTS = 20_000;
const MOST_CHARACTERS = 80e6;

/** Hands requests over, in as many batches as they need; each is written down before the server hears of it. */
export async function submitAll(work: BatchWork, requests: readonly KeyedRequest[]): Promise<WaitingBatch[]> {
  const batches: WaitingBatch[] = [];
  for (const part of partsOf(requests)) batches.push(await submit(work, part));
  return batches;
}

async function submit(
  { endpoint, options, clock, signal }: BatchWork,
  part: readonly KeyedRequest[],
): Promise<WaitingBatch> {
  const { store, model } = options;
  const tag = randomUUID();
  const at = clock.now();
  store.batches.begin(tag, model.id, part, at);
  try {
    const id = await persist(tag, clock, signal, async (attempt) => {
      // A connection that broke may have done so after the server had taken the batch.
      const known = attempt === 1 ? undefined : await endpoint.find(tag, signal);
      return known ?? (await endpoint.submit(part, tag, signal));
    });
    store.batches.submitted(tag, id);
    return { id, at, done: 0, total: part.length };
  } catch (error) {
    const kind = failureOf(error)?.kind;
    if (kind === 'refused' || kind === 'denied') store.batches.finish(tag);
    throw error;
  }
}

/** Parts within the server's bounds, each of one kind of prompt. */
function partsOf(requests: readonly KeyedRequest[]): KeyedRequest[][] {
  const parts: KeyedRequest[][] = [];
  for (const kind of ['chat', 'text'] as const) {
    let part: KeyedRequest[] = [];
    let characters = 0;
    for (const keyed of requests) {
      if (keyed.request.prompt.kind !== kind) continue;
      const length = JSON.stringify(keyed.request).length;
      if (part.length === MOST_REQUESTS || characters + length > MOST_CHARACTERS) {
        parts.push(part);
        part = [];
        characters = 0;
      }
      part.push(keyed);
      characters += length;
    }
    if (part.length > 0) parts.push(part);
  }
  return parts;
}
