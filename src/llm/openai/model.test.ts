import { afterEach, expect, it } from 'vitest';
import { failureOf } from '../failure.js';
import type { Completion, ModelRequest } from '../language-model.js';
import {
  type Behaviour,
  type LoopbackServer,
  loopbackServer,
  type Received,
} from '../testing/loopback-server.js';
import { chatRequest } from '../testing/requests.js';
import { openAiModel } from './model.js';

const servers: LoopbackServer[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

/** A signal that never fires: a new one a call, since the client leaves its listeners on it. */
const never = (): AbortSignal => new AbortController().signal;

async function ask(
  behave: (received: Received, number: number) => Behaviour,
  request: ModelRequest = chatRequest('Hello'),
): Promise<Completion> {
  const server = await loopbackServer(behave);
  servers.push(server);
  return openAiModel(server.url, 'tiny', { environment: {} }).complete(request, never());
}

const always = (behaviour: Behaviour) => () => behaviour;

it.each<[string, Behaviour]>([
  ['at once', { kind: 'answer', text: 'one two three' }],
  ['as a stream of events', { kind: 'stream', text: 'one two three' }],
  ['in small pieces', { kind: 'trickle', text: 'one two three' }],
])('reads an answer that comes %s', async (_, behaviour) => {
  const completion = await ask(always(behaviour));
  expect(completion).toMatchObject({ text: 'one two three', model: 'loopback-1', finish: 'stop' });
  expect(completion.usage.promptTokens).toBe(10);
});

const raw = (status: number, body: string, headers = {}): Behaviour => ({
  kind: 'raw',
  status,
  body,
  headers,
});

it.each<[string, Behaviour, object]>([
  [
    'a 429 with seconds',
    raw(429, '{"error":{"message":"slow"}}', { 'retry-after': '1.5' }),
    { kind: 'rate-limit', retryAfterMs: 1500 },
  ],
  ['a 429 without', raw(429, '{}'), { kind: 'rate-limit', retryAfterMs: undefined }],
  [
    'an empty account',
    raw(429, '{"error":{"code":"insufficient_quota","message":"pay"}}'),
    { kind: 'denied' },
  ],
  ['a 500', raw(500, 'oops'), { kind: 'server', status: 500, raw: expect.stringContaining('oops') }],
  ['a 503 with HTML', raw(503, '<html>', { 'retry-after': '2' }), { kind: 'server', retryAfterMs: 2000 }],
  ['a wrong key', raw(401, '{"error":{"message":"who?"}}'), { kind: 'denied', status: 401 }],
  ['an unknown model', raw(404, '{"error":{"message":"no such model"}}'), { kind: 'denied', status: 404 }],
  ['a bad request', raw(400, '{"error":{"message":"too long"}}'), { kind: 'refused', status: 400 }],
  [
    'a redirect elsewhere',
    raw(307, '', { location: 'http://127.0.0.1:1/' }),
    { kind: 'denied', status: 307 },
  ],
  ['an error said with 200', raw(200, '{"error":{"message":"overloaded"}}'), { kind: 'server' }],
  ['malformed JSON', raw(200, '{"choices": [{'), { kind: 'malformed', raw: '{"choices": [{' }],
  ['JSON of another kind', raw(200, '[]'), { kind: 'malformed', raw: '[]' }],
  ['an answer without choices', raw(200, '{"choices":[]}'), { kind: 'malformed' }],
  ['half an answer', { kind: 'truncate', text: 'long'.repeat(100) }, { kind: 'dropped' }],
  ['half a stream', { kind: 'stream', text: 'one two', cut: true }, { kind: 'malformed' }],
  ['a dropped connection', { kind: 'drop' }, { kind: 'dropped' }],
])('tells %s as what it is, without trying again', async (_, behaviour, failure) => {
  let calls = 0;
  const error = await ask(() => {
    calls++;
    return behaviour;
  }).catch((caught: unknown) => caught);
  expect(failureOf(error)).toMatchObject(failure);
  expect(calls).toBe(1);
});

it('says that nobody listens, and where', async () => {
  const { url, port, close } = await loopbackServer(() => ({ kind: 'hang' }));
  await close();
  const model = openAiModel(url, 'tiny', { environment: {} });
  const error = await model.complete(chatRequest('x'), never()).catch((caught: Error) => caught);
  expect(failureOf(error)).toEqual({ kind: 'unreachable' });
  expect((error as Error).message).toContain(`127.0.0.1:${port}: cannot be reached`);
});

it('gives a call up after its time', async () => {
  const server = await loopbackServer(() => ({ kind: 'hang' }));
  servers.push(server);
  const model = openAiModel(server.url, 'tiny', { environment: {}, timeoutMs: 100 });
  const error = await model.complete(chatRequest('x'), never()).catch((caught: unknown) => caught);
  expect(failureOf(error)).toEqual({ kind: 'dropped' });
});

it('sends messages, parameters and schema in the wire format; a base model gets plain text', async () => {
  const bodies: Record<string, unknown>[] = [];
  const keep = ({ path, body }: Received): Behaviour => {
    bodies.push({ path, ...body });
    return { kind: 'answer', text: '{}' };
  };
  const parameters = { temperature: 0.5, topP: 0.9, maxTokens: 7, stop: ['\n'], seed: 40 };
  const schema = {
    type: 'object',
    properties: { a: { type: 'string' } },
    required: ['a'],
    additionalProperties: false,
  };
  await ask(keep, { ...chatRequest('Hi', parameters), schema, sample: 2 });
  await ask(keep, { prompt: { kind: 'text', text: 'Once' }, parameters, sample: 0 });
  const settings = { model: 'tiny', temperature: 0.5, top_p: 0.9, max_tokens: 7, stop: ['\n'] };
  expect(bodies[0]).toMatchObject({
    path: '/v1/chat/completions',
    ...settings,
    seed: 42,
    messages: [{ role: 'user', content: 'Hi' }],
    response_format: { type: 'json_schema', json_schema: { strict: true, schema } },
  });
  expect(bodies[1]).toMatchObject({ path: '/v1/completions', ...settings, seed: 40, prompt: 'Once' });
});

it.each([
  ['the schema', 'response_format json_schema is not supported', ['json_schema', 'json_object']],
  ['JSON either', 'unknown field response_format', ['json_schema', 'json_object', undefined]],
])('speaks more plainly to a server that does not understand %s', async (_, message, expected) => {
  const heard: unknown[] = [];
  const completion = await ask(
    ({ body }) => {
      heard.push((body.response_format as { type?: string } | undefined)?.type);
      const understood = heard.length === expected.length;
      return understood ? { kind: 'answer', text: '{}' } : raw(400, JSON.stringify({ error: { message } }));
    },
    { ...chatRequest('Hi'), schema: { type: 'object' } },
  );
  expect(completion.text).toBe('{}');
  expect(heard).toEqual(expected);
});

it('names the length as newer models want it', async () => {
  const heard: unknown[] = [];
  await ask(({ body }) => {
    heard.push(body.max_completion_tokens ?? null);
    const message = "Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens' instead.";
    return heard.length === 2
      ? { kind: 'answer', text: '' }
      : raw(400, JSON.stringify({ error: { message } }));
  });
  expect(heard).toEqual([null, 20]);
});

it('counts for itself where the server does not', async () => {
  const body = JSON.stringify({
    choices: [{ message: { content: 'a few words' }, finish_reason: 'length' }],
  });
  const completion = await ask(always(raw(200, body)));
  expect(completion).toMatchObject({ finish: 'length', model: 'tiny' });
  expect(completion.usage.completionTokens).toBeGreaterThan(0);
});
