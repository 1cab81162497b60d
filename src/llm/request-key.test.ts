import { expect, it } from 'vitest';
import type { ModelRequest } from './language-model.js';
import { requestKey } from './request-key.js';
import { chatRequest } from './testing/requests.js';

const request: ModelRequest = chatRequest('a', { temperature: 1, maxTokens: 5 });

it('is the same for the same request, however it was written', () => {
  const other: ModelRequest = {
    sample: 0,
    schema: undefined,
    parameters: { maxTokens: 5, seed: undefined, temperature: 1 },
    prompt: { messages: [{ content: 'a', role: 'user' }], kind: 'chat' },
  };
  expect(requestKey('m', other)).toBe(requestKey('m', request));
  expect(requestKey('m', request)).toMatch(/^[0-9a-f]{64}$/);
});

it.each<[string, Partial<ModelRequest>]>([
  ['prompt', { prompt: { kind: 'chat', messages: [{ role: 'user', content: 'b' }] } }],
  ['role', { prompt: { kind: 'chat', messages: [{ role: 'system', content: 'a' }] } }],
  ['kind of prompt', { prompt: { kind: 'text', text: 'a' } }],
  ['temperature', { parameters: { maxTokens: 5, temperature: 0 } }],
  ['length', { parameters: { maxTokens: 6, temperature: 1 } }],
  ['stop', { parameters: { ...request.parameters, stop: ['\n'] } }],
  ['seed', { parameters: { ...request.parameters, seed: 1 } }],
  ['schema', { schema: { type: 'object' } }],
  ['sample', { sample: 1 }],
])('is another for another %s', (_, change) => {
  expect(requestKey('m', { ...request, ...change })).not.toBe(requestKey('m', request));
});

it('is another for another model', () => {
  expect(requestKey('n', request)).not.toBe(requestKey('m', request));
});

it('keeps its value from version to version: answers paid for must be found again', () => {
  expect(requestKey('m', request)).toMatchInlineSnapshot(
    `"ec7359a43d13aef1973f613d50b13943175c77f6ce2a6002741be069bf927856"`,
  );
});
