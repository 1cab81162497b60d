import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import Database from 'libsql';
import { afterAll, expect, it } from 'vitest';
import type { Completion, ModelRequest } from '../language-model.js';
import { requestKey } from '../request-key.js';
import { chatRequest, manyRequests } from '../testing/requests.js';
import { requestStore } from './open-store.js';
import type { StoredAnswer } from './request-store.js';

const folder = mkdtempSync(join(tmpdir(), 'hilgen-store-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let number = 0;
const freshPath = (): string => join(folder, `${number++}.sqlite`);

function completion(text: string): Completion {
  return { text, usage: { promptTokens: 3, completionTokens: 2 }, model: 'tiny-1', finish: 'stop' };
}

function stored(request: ModelRequest, text: string, modelId = 'm'): StoredAnswer {
  return { key: requestKey(modelId, request), modelId, request, completion: completion(text), at: 1 };
}

it('gives back what was saved, after opening again too, and keeps the first of two answers', async () => {
  const path = freshPath();
  const request = { ...chatRequest('a'), schema: { type: 'object' } };
  const first = requestStore(path);
  await first.save(stored(request, 'one'));
  await first.save(stored(request, 'two'));
  first.close();
  const again = requestStore(path);
  expect(again.answerTo('m', request)).toEqual(completion('one'));
  expect(again.answerTo('other', request)).toBeUndefined();
  expect(again.find(requestKey('m', request).slice(0, 8))).toEqual(stored(request, 'one'));
  expect(again.find('zz')).toBeUndefined();
  again.close();
});

it('keeps any text', async () => {
  const store = requestStore(freshPath());
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'grapheme' }), fc.nat(), async (text, sample) => {
      const request = { ...chatRequest(text), sample };
      await store.save(stored(request, `${text}!`));
      expect(store.answerTo('m', request)?.text).toBe(`${text}!`);
    }),
    { numRuns: 50 },
  );
  store.close();
});

it('lists answers in the order in which they came, by model', async () => {
  const store = requestStore(freshPath());
  const requests = manyRequests(600);
  await Promise.all(
    requests.map((request, at) => store.save(stored(request, `${at}`, at % 2 ? 'odd' : 'even'))),
  );
  const texts = (model?: string): string[] =>
    [...store.answers(model)].map(({ completion: { text } }) => text);
  expect(texts()).toEqual(requests.map((_, at) => `${at}`));
  expect(texts('odd').slice(0, 3)).toEqual(['1', '3', '5']);
  store.close();
});

it.each([
  [
    'a text',
    'just some text that is longer than the header of a database file, which has a hundred bytes in all …',
  ],
  ['another database', undefined],
])('refuses %s and leaves it alone', (_, content) => {
  const path = freshPath();
  if (content === undefined) {
    const other = new Database(path);
    other.exec('CREATE TABLE t(a)');
    other.close();
  } else writeFileSync(path, content);
  const before = readFileSync(path);
  expect(() => requestStore(path)).toThrow(/not a request store/);
  expect(readFileSync(path).equals(before)).toBe(true);
});

it('refuses a store of a newer layout', () => {
  const path = freshPath();
  requestStore(path).close();
  const db = new Database(path);
  db.exec('PRAGMA user_version = 99');
  db.close();
  expect(() => requestStore(path)).toThrow(/newer hilgen/);
});
