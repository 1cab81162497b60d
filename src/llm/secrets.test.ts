import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { expect, it } from 'vitest';
import { credentialsFor } from './openai/keys.js';
import { openAiModel } from './openai/model.js';
import { redactor } from './redact.js';
import { recordAnswers } from './replay/recording.js';
import { runRequests } from './run/run-requests.js';
import { requestStore } from './store/open-store.js';
import { answerJson, type Behaviour, loopbackServer } from './testing/loopback-server.js';
import { manyRequests } from './testing/requests.js';

const KEY = 'hk-"very/hushed+key';

/** A server that repeats the key wherever it can. */
function indiscreet(authorization: string, number: number): Behaviour {
  const body = JSON.stringify({ error: { message: `no: ${authorization}`, code: authorization } });
  const behaviours: Behaviour[] = [
    { kind: 'raw', status: 200, body: answerJson(`your key is ${authorization}`) },
    { kind: 'raw', status: 400, body },
    { kind: 'raw', status: 500, body },
    { kind: 'raw', status: 200, body: `${authorization} {` },
    { kind: 'raw', status: 200, body },
    { kind: 'raw', status: 503, body: authorization },
    { kind: 'drop' },
  ];
  return behaviours[number] ?? { kind: 'raw', status: 401, body };
}

it('no key is found in errors, reports, the store or recordings, even where the server repeats it', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'hilgen-secrets-'));
  const server = await loopbackServer(({ headers }, number) =>
    indiscreet(headers.authorization ?? '', number),
  );
  const path = join(folder, 'requests.sqlite');
  const store = requestStore(path);
  const model = openAiModel(server.url, 'tiny', { environment: { HILGEN_API_KEY: KEY } });
  const notes: string[] = [];
  const clock = { now: () => Date.now(), sleep: async () => {} };
  const report = await runRequests(manyRequests(4), {
    model,
    store,
    clock,
    limits: { concurrency: 1 },
    onProgress: (progress) => notes.push(inspect(progress)),
  });
  expect(report.stopped?.kind).toBe('denied');
  expect(report.asked).toBe(1);
  const error = await model
    .complete(manyRequests(1)[0] ?? expect.fail(), new AbortController().signal)
    .catch((caught: unknown) => caught);
  await recordAnswers(store, join(folder, 'recording.jsonl'));
  const printed = [
    inspect(report, { depth: 9 }),
    inspect(error, { depth: 9, showHidden: true }),
    ...notes,
    inspect(model, { depth: 9 }),
  ];
  const files = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'latin1'));
  expect(files.length).toBeGreaterThanOrEqual(2);
  expect(files.join('')).toContain('[redacted]');
  for (const text of [...printed, ...files]) {
    expect(text).not.toContain('hushed');
    expect(text).not.toContain(Buffer.from(KEY).toString('base64'));
  }
  store.close();
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

it('takes out whatever looks like a key', () => {
  const redact = redactor([]);
  expect(redact('key sk-proj-abcdefghijklmnop1234 used')).toBe('key [redacted] used');
  expect(redact('Authorization: Bearer abcdefghijklmnop1234==')).toBe('Authorization: Bearer [redacted]');
  expect(redact('a risk-free sk-test')).toBe('a risk-free sk-test');
});

const environment = { OPENAI_API_KEY: 'o', AZURE_OPENAI_API_KEY: 'a', HILGEN_API_KEY: 'h' };

it.each([
  ['https://api.openai.com/v1', 'OPENAI_API_KEY'],
  ['https://me.openai.azure.com/openai/v1', 'AZURE_OPENAI_API_KEY'],
  ['https://example.org/v1', 'HILGEN_API_KEY'],
  ['https://api.openai.com.example.org/v1', 'HILGEN_API_KEY'],
])('shows %s the key of %s and no other', (url, variable) => {
  expect(credentialsFor(new URL(url), environment).variable).toBe(variable);
});

it("does not send a provider's key to anyone else", () => {
  const { headers } = credentialsFor(new URL('http://127.0.0.1:1/v1'), { OPENAI_API_KEY: 'o' });
  expect(headers).toEqual({});
});

it('shows Azure its key as Azure wants it, with the version of its API', async () => {
  expect(credentialsFor(new URL('https://me.openai.azure.com/'), environment).headers).toEqual({
    'api-key': 'a',
  });
});

it('refuses keys in addresses', () => {
  for (const address of ['https://me:pass@example.org/v1', 'https://example.org/v1?api-key=abc']) {
    expect(() => openAiModel(address, 'tiny', {})).toThrow(/environment only/);
  }
});
