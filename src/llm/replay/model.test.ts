import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { openLanguageModel } from '../open-language-model.js';
import { openAiModel } from '../openai/model.js';
import { runRequests } from '../run/run-requests.js';
import { requestStore } from '../store/open-store.js';
import { loopbackServer } from '../testing/loopback-server.js';
import { manyRequests, textOf } from '../testing/requests.js';
import { recordAnswers } from './recording.js';

const folder = mkdtempSync(join(tmpdir(), 'hilgen-replay-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('replays what was recorded, says so, and knows nothing else', async () => {
  const server = await loopbackServer(({ body }) => ({ kind: 'answer', text: `re: ${textOf(body)}` }));
  const store = requestStore(join(folder, 'live.sqlite'));
  const requests = manyRequests(5);
  await runRequests(requests, { model: openAiModel(server.url, 'tiny', { environment: {} }), store });
  await server.close();
  const path = join(folder, 'recorded.jsonl');
  expect(await recordAnswers(store, path)).toBe(5);
  store.close();

  const model = await openLanguageModel({ source: path }, { offline: true });
  expect(model.id).toMatch(/^replay:recorded\.jsonl#[0-9a-f]{12}$/);
  const replayed = requestStore(join(folder, 'replayed.sqlite'));
  expect(await runRequests(requests, { model, store: replayed })).toMatchObject({ asked: 5, left: 0 });
  const answer = replayed.answerTo(model.id, requests[3] ?? expect.fail());
  expect(answer).toMatchObject({
    text: 're: sentence 3',
    model: expect.stringMatching(/^replay:openai:tiny@127/),
  });

  const report = await runRequests(manyRequests(7), { model, store: replayed });
  expect(report).toMatchObject({ kept: 5, left: 2, stopped: { kind: 'unrecorded' } });
  expect(report.stopped?.text).toContain('recorded.jsonl: the recording has no answer to this request');
  replayed.close();
});

it('names the line that is no recorded answer', async () => {
  const path = join(folder, 'broken.jsonl');
  const good = readFileSync(join(folder, 'recorded.jsonl'), 'utf8').split('\n')[0];
  writeFileSync(path, `${good}\n{"model": "x"}\n`);
  await expect(openLanguageModel({ source: path })).rejects.toMatchObject({
    code: 'input',
    where: `${path}:2`,
  });
});
