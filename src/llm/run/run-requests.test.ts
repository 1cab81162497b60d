import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, expect, it } from 'vitest';
import type { ModelRequest } from '../language-model.js';
import { openAiModel } from '../openai/model.js';
import { requestStore } from '../store/open-store.js';
import type { RequestStore } from '../store/request-store.js';
import { storeError } from '../store/sql-file.js';
import {
  type Behaviour,
  type LoopbackServer,
  loopbackServer,
  type Received,
} from '../testing/loopback-server.js';
import { chatRequest, manyRequests, textOf } from '../testing/requests.js';
import type { Clock } from './clock.js';
import { runRequests } from './run-requests.js';
import type { RunOptions, RunReport } from './types.js';

const folder = mkdtempSync(join(tmpdir(), 'hilgen-llm-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let number = 0;
let store: RequestStore;
beforeEach(() => {
  store = requestStore(join(folder, `${number++}.sqlite`));
});
const servers: LoopbackServer[] = [];
afterEach(async () => {
  store.close();
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

/** Waits are a hundredth as long. */
const hurried: Clock = {
  now: () => Date.now(),
  sleep: (ms, signal) =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, ms / 100);
      signal.addEventListener('abort', () => {
        clearTimeout(timer);
        resolve();
      });
    }),
};

type Behave = (received: Received, number: number) => Behaviour | Promise<Behaviour>;

async function serve(behave: Behave): Promise<LoopbackServer> {
  const server = await loopbackServer(behave);
  servers.push(server);
  return server;
}

async function run(
  behave: Behave,
  requests: readonly ModelRequest[],
  options: Partial<RunOptions> = {},
): Promise<RunReport & { readonly heard: readonly string[] }> {
  const heard: string[] = [];
  const server = await serve((received, at) => {
    heard.push(textOf(received.body));
    return behave(received, at);
  });
  const model = openAiModel(server.url, 'tiny', { environment: {} });
  return { ...(await runRequests(requests, { model, store, clock: hurried, ...options })), heard };
}

const echo: Behave = ({ body }) => ({ kind: 'answer', text: `re: ${textOf(body)}` });
const raw = (status: number, headers = {}): Behaviour => ({
  kind: 'raw',
  status,
  headers,
  body: JSON.stringify({ error: { message: `code ${status}` } }),
});

it('answers every request once, and none again', async () => {
  const requests = [...manyRequests(40), ...manyRequests(20)];
  const first = await run(echo, requests);
  expect(first).toMatchObject({ total: 60, asked: 40, kept: 20, left: 0, calls: 40, failed: [] });
  expect(new Set(first.heard).size).toBe(40);
  const model = openAiModel(servers[0]?.url ?? '', 'tiny', { environment: {} });
  expect(store.answerTo(model.id, chatRequest('sentence 7'))?.text).toBe('re: sentence 7');
  const again = await runRequests(requests, { model, store });
  expect(again).toMatchObject({ total: 60, asked: 0, kept: 60, calls: 0 });
});

it('a changed prompt asks only what changed', async () => {
  const server = await serve(echo);
  const model = openAiModel(server.url, 'tiny', { environment: {} });
  const ask = (requests: readonly ModelRequest[]) => runRequests(requests, { model, store });
  await ask(manyRequests(10));
  const changed = manyRequests(10).map((request, at) => (at === 3 ? { ...request, sample: 1 } : request));
  expect(await ask(changed)).toMatchObject({ kept: 9, asked: 1 });
});

it('hands out an answer only after it is in the store', async () => {
  const seen: (string | undefined)[] = [];
  await run(echo, manyRequests(5), {
    onAnswer: ({ key, completion }) =>
      seen.push(store.answer(key)?.text === completion.text ? 'kept' : 'lost'),
  });
  expect(seen).toEqual(Array(5).fill('kept'));
});

it.each<[string, Behaviour]>([
  ['server errors', raw(500)],
  ['dropped connections', { kind: 'drop' }],
  ['malformed JSON', { kind: 'raw', status: 200, body: '{' }],
  ['half answers', { kind: 'truncate', text: 'x'.repeat(200) }],
  ['refusals with Retry-After', raw(429, { 'retry-after': '0.5' })],
])('tries again after %s', async (_, behaviour) => {
  const report = await run(
    (received, at) => (at % 3 === 0 ? behaviour : echo(received, at)),
    manyRequests(20),
  );
  expect(report).toMatchObject({ asked: 20, left: 0, failed: [] });
  expect(report.calls).toBeGreaterThan(20);
});

it('keeps what came back of calls that failed', async () => {
  const [request] = manyRequests(1);
  const [key] = await new Promise<string[]>((resolve) => {
    const keys: string[] = [];
    void run((received, at) => (at === 0 ? raw(500) : echo(received, at)), [request as ModelRequest], {
      onAnswer: ({ key }) => keys.push(key),
    }).then(() => resolve(keys));
  });
  expect(store.failures(key ?? '')).toMatchObject([
    { kind: 'server', status: 500, raw: '{"message":"code 500"}' },
  ]);
});

it('gives up a request that is refused, and goes on', async () => {
  const report = await run(
    (received, at) => (textOf(received.body) === 'sentence 3' ? raw(400) : echo(received, at)),
    manyRequests(8),
  );
  expect(report).toMatchObject({ asked: 7, left: 0, stopped: undefined });
  expect(report.failed).toMatchObject([
    { request: chatRequest('sentence 3'), reason: expect.stringContaining('code 400') },
  ]);
});

it.each<[string, Behaviour, string]>([
  ['a wrong key', raw(401), 'denied'],
  ['refusing all', raw(400), 'refused'],
  ['failing on', raw(500), 'unreachable'],
  ['asking for a day', raw(429, { 'retry-after': '86400' }), 'unreachable'],
])('stops where the server is at it: %s', async (_, behaviour, kind) => {
  const report = await run(() => behaviour, manyRequests(300), { limits: { concurrency: 4, attempts: 3 } });
  expect(report.stopped).toMatchObject({ kind, text: expect.stringMatching(/code \d+/) });
  expect(report.calls).toBeLessThan(40);
  expect(report.asked + report.failed.length + report.left).toBe(300);
});

it('lowers its concurrency after a 429 and waits as long as it was told', async () => {
  let refusedAt = 0;
  const early: number[] = [];
  const server = await serve(async (received, at) => {
    if (at === 20) refusedAt = performance.now();
    if (at === 20) return raw(429, { 'retry-after': '0.3' });
    if (refusedAt > 0 && performance.now() < refusedAt + 290) early.push(at);
    return { kind: 'answer', delayMs: 10, text: textOf(received.body) };
  });
  const model = openAiModel(server.url, 'tiny', { environment: {} });
  const report = await runRequests(manyRequests(60), { model, store, limits: { concurrency: 8 } });
  expect(report).toMatchObject({ asked: 60, calls: 61 });
  expect(early.length).toBeLessThan(8);
});

it('never has more calls open than allowed', async () => {
  const server = await serve(({ body }) => ({ kind: 'answer', delayMs: 5, text: textOf(body) }));
  const model = openAiModel(server.url, 'tiny', { environment: {} });
  await runRequests(manyRequests(50), { model, store, limits: { concurrency: 3 } });
  expect(server.mostOpen()).toBeLessThanOrEqual(3);
});

const price = { prompt: 1000, completion: 1000 };

it('stops before it could go over the budget, says what is left, and goes on from there', async () => {
  const options = { price, limits: { maxCost: 0.4 } };
  const report = await run(echo, manyRequests(100), options);
  expect(report.stopped).toMatchObject({ kind: 'max-cost' });
  expect(report.cost).toBeLessThanOrEqual(0.4);
  expect(report.cost).toBeGreaterThan(0.3);
  expect(report.left).toBe(100 - report.asked);
});

it('stops after so many requests, repeats among them', async () => {
  const report = await run((received, at) => (at === 0 ? raw(500) : echo(received, at)), manyRequests(100), {
    limits: { maxRequests: 7, concurrency: 2 },
  });
  expect(report).toMatchObject({ calls: 7, asked: 6, left: 94, stopped: { kind: 'max-requests' } });
});

it('stops when its time is over', async () => {
  const report = await run(
    ({ body }) => ({ kind: 'answer', delayMs: 20, text: textOf(body) }),
    manyRequests(500),
    {
      limits: { maxMinutes: 0.1, concurrency: 2 },
    },
  );
  expect(report.stopped).toMatchObject({ kind: 'max-minutes' });
  expect(report.asked + report.left).toBe(500);
});

it('lets calls in flight end when it is interrupted, and keeps their answers', async () => {
  const controller = new AbortController();
  const report = await run(
    ({ body }, at) => {
      if (at === 5) controller.abort();
      return { kind: 'answer', delayMs: 30, text: textOf(body) };
    },
    manyRequests(100),
    { signal: controller.signal, limits: { concurrency: 4 } },
  );
  expect(report.stopped).toMatchObject({ kind: 'interrupted' });
  expect(report.asked).toBe(report.heard.length);
  expect(report.left).toBe(100 - report.asked);
});

it('gives up calls that do not end after an interruption', async () => {
  const controller = new AbortController();
  setTimeout(() => controller.abort(), 50);
  const report = await run(() => ({ kind: 'hang' }), manyRequests(5), { signal: controller.signal });
  expect(report).toMatchObject({ asked: 0, left: 5, stopped: { kind: 'interrupted' } });
});

it('will not bound a cost without a price', async () => {
  const model = { ...openAiModel('http://127.0.0.1:9', 'mystery', {}), host: 'api.example.org' };
  const attempt = runRequests([], { model, store, limits: { maxCost: 1 } });
  await expect(attempt).rejects.toMatchObject({ code: 'usage', what: expect.stringContaining('mystery') });
});

it('lets one run at a time use a store', async () => {
  const release = store.claim();
  const attempt = run(echo, manyRequests(1));
  await expect(attempt).rejects.toMatchObject({ what: 'another run is using this request store' });
  release();
  expect(await run(echo, manyRequests(1))).toMatchObject({ asked: 1 });
});

it('stops where the disk is full: what was kept stays, and the error says so', async () => {
  let saved = 0;
  const full = Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' });
  const filling: RequestStore = {
    ...store,
    save: (answer) => (saved++ < 10 ? store.save(answer) : Promise.reject(storeError(full, store.path))),
  };
  const attempt = run(echo, manyRequests(500), { store: filling, limits: { concurrency: 4 } });
  await expect(attempt).rejects.toMatchObject({ code: 'input', where: store.path, what: 'the disk is full' });
  expect([...store.answers()].length).toBe(10);
  expect(saved).toBeLessThan(30);
});

it('ends with the error of whoever is told of answers', async () => {
  const attempt = run(echo, manyRequests(100), {
    onAnswer: () => {
      throw new Error('no more');
    },
  });
  await expect(attempt).rejects.toThrow('no more');
});

it('reports how far it is', async () => {
  const notes: string[] = [];
  await run(echo, manyRequests(3), {
    onProgress: ({ done, total, note }) => notes.push(`${done}/${total} ${note}`),
  });
  expect(notes.at(-1)).toBe('3/3 45 tokens');
});
