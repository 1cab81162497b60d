import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { LanguageModel } from '../language-model.js';
import { openAiModel } from '../openai/model.js';
import { requestKey } from '../request-key.js';
import type { Clock } from '../run/clock.js';
import { requestStore } from '../store/open-store.js';
import type { RequestStore } from '../store/request-store.js';
import { type BatchServer, batchServer } from '../testing/batch-server.js';
import { type LoopbackServer, loopbackServer } from '../testing/loopback-server.js';
import { manyRequests } from '../testing/requests.js';
import { runBatch } from './run-batch.js';
import type { BatchReport } from './types.js';

const requests = manyRequests(6);
const clock: Clock = { now: () => 1000, sleep: async () => {} };

let folder: string;
let store: RequestStore;
let server: LoopbackServer;
let pretended: BatchServer;
let model: LanguageModel;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'hilgen-batch-'));
  store = requestStore(join(folder, 'requests.sqlite'));
  pretended = batchServer();
  server = await loopbackServer(pretended.behave);
  model = openAiModel(server.url, 'tiny', { environment: {} });
});

afterEach(async () => {
  store.close();
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

const call = (options: { maxRequests?: number; maxCost?: number } = {}): Promise<BatchReport> =>
  runBatch(requests, { model, store, clock, price: { prompt: 2, completion: 2 }, ...options });

it('hands over, leaves, and collects by the same call, also after the process has ended', async () => {
  expect(await call()).toMatchObject({ total: 6, submitted: 6, waiting: 6, collected: 0 });
  store.close();
  store = requestStore(join(folder, 'requests.sqlite'));
  expect(await call()).toMatchObject({
    submitted: 0,
    waiting: 6,
    batches: [{ id: 'batch-0', at: 1000, total: 6 }],
  });
  pretended.end();
  expect(await call()).toMatchObject({
    collected: 6,
    waiting: 0,
    promptTokens: 60,
    cost: expect.closeTo(90e-6, 9),
  });
  expect(store.answerTo(model.id, requests[0] ?? expect.fail())?.text).toMatch(/^\d+$/);
  expect(await call()).toMatchObject({ kept: 6, collected: 0, submitted: 0 });
  expect(pretended.batches.length).toBe(1);
});

it('is not paid twice for a batch that was taken while the connection broke', async () => {
  pretended.dropNext();
  expect(await call()).toMatchObject({ submitted: 6, waiting: 6 });
  expect(pretended.batches.length).toBe(1);
});

it('finds the batch of a process that ended before it heard the id', async () => {
  const keyed = requests.map((request) => ({ key: requestKey(model.id, request), request }));
  store.batches.begin('lost', model.id, keyed, 500);
  await model.batch?.submit(keyed, 'lost', new AbortController().signal);
  expect(await call()).toMatchObject({ submitted: 0, waiting: 6, batches: [{ id: 'batch-0', at: 500 }] });
  expect(pretended.batches.length).toBe(1);
});

it('hands over again what never reached the server', async () => {
  store.batches.begin(
    'never sent',
    model.id,
    requests.map((request) => ({ key: requestKey(model.id, request), request })),
    1,
  );
  expect(await call()).toMatchObject({ submitted: 6, waiting: 6 });
});

it('keeps the reasons of what failed, and asks it again only in the next call', async () => {
  await call();
  const bad = requestKey(model.id, requests[2] ?? expect.fail());
  pretended.end((key) => key === bad);
  expect(await call()).toMatchObject({
    collected: 5,
    submitted: 0,
    failed: [{ key: bad, reason: expect.stringContaining('too long') }],
  });
  expect(store.failures(bad)).toMatchObject([{ message: expect.stringContaining('too long') }]);
  expect(await call()).toMatchObject({ kept: 5, submitted: 1 });
});

it.each([{ maxRequests: 2 }, { maxCost: 0.0001 }])('hands over no more than %j allows', async (limits) => {
  expect(await call(limits)).toMatchObject({ submitted: 2, left: 4 });
});

it('is refused by a model that takes no batches', async () => {
  const { batch: _, ...plain } = model;
  await expect(runBatch(requests, { model: plain, store })).rejects.toMatchObject({ code: 'usage' });
});
