import { expect, it } from 'vitest';
import { announcer, isLoopback, type RemoteNotice } from './hosts.js';
import { openLanguageModel } from './open-language-model.js';
import { chatRequest } from './testing/requests.js';

it.each([
  ['localhost', true],
  ['127.0.0.1', true],
  ['127.1.2.3', true],
  ['[::1]', true],
  ['192.168.1.7', false],
  ['127.0.0.1.example.org', false],
  ['localhost.example.org', false],
  ['0.0.0.0', false],
])('%s is this machine: %s', (host, expected) => {
  expect(isLoopback(host)).toBe(expected);
});

it('offline, other machines are refused before anything is sent, own servers are not', async () => {
  const remote = openLanguageModel({ source: 'https://api.example.org', name: 'tiny' }, { offline: true });
  await expect(remote).rejects.toMatchObject({ code: 'usage', where: 'api.example.org' });
  const own = await openLanguageModel({ source: 'ollama', name: 'tiny' }, { offline: true });
  expect(own).toMatchObject({ id: 'openai:tiny@127.0.0.1:11434' });
  expect(own.host).toBeUndefined();
});

it('tells once which text goes where', () => {
  const notices: RemoteNotice[] = [];
  const announce = announcer('api.example.org', 'tiny', { onRemote: (notice) => notices.push(notice) });
  announce(chatRequest('a private sentence'));
  announce(chatRequest('another'));
  expect(notices).toMatchObject([{ host: 'api.example.org', text: 'a private sentence' }]);
  expect(notices[0]?.message).toContain('api.example.org');
});

it('sends nothing where the listener objects', async () => {
  const model = await openLanguageModel(
    { source: 'https://unreachable.invalid', name: 'tiny' },
    {
      onRemote: () => {
        throw new Error('not allowed');
      },
    },
  );
  await expect(model.complete(chatRequest('x'), new AbortController().signal)).rejects.toThrow('not allowed');
});

it.each([{ source: 'model.bin' }, { source: 'https://example.org' }])(
  'says what is wrong with %j',
  async (spec) => {
    await expect(openLanguageModel(spec)).rejects.toMatchObject({ code: 'usage' });
  },
);
