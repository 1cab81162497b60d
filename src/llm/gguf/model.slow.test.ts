import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { failureOf } from '../failure.js';
import type { LanguageModel, ModelRequest } from '../language-model.js';
import { openLanguageModel } from '../open-language-model.js';
import { runRequests } from '../run/run-requests.js';
import { requestStore } from '../store/open-store.js';
import { localModel } from '../testing/local-models.js';
import { chatRequest } from '../testing/requests.js';

const gemma = localModel('gemma-3-270m');
const smol = localModel('smollm2-135m-instruct');
for (const model of [gemma, smol]) if ('missing' in model) console.warn(`skipped: ${model.missing}`);

const signal = (): AbortSignal => new AbortController().signal;
const SHOTS =
  'Disease: ovarian cancer\nSentence: Women with ovarian cancer were treated.\n' +
  'Disease: gout\nSentence: Patients with gout had raised serum urate.\nDisease: ataxia telangiectasia\nSentence:';
const demonstration: ModelRequest = {
  prompt: { kind: 'text', text: SHOTS },
  parameters: { maxTokens: 40, stop: ['\n'], seed: 1, temperature: 0.8 },
  sample: 0,
};

// One thread: spinning threads on cores that others use are slower than one.
function opened(found: ReturnType<typeof localModel>): () => LanguageModel {
  let model: LanguageModel | undefined;
  beforeAll(async () => {
    if ('missing' in found) return;
    model = await openLanguageModel(
      { source: found.path },
      { llamaFolder: found.llamaFolder, threads: 1, contextTokens: 512, offline: true },
    );
  });
  afterAll(() => model?.close());
  return () => model ?? expect.fail('not loaded');
}

describe.skipIf('missing' in gemma)('a base model in a file', () => {
  const model = opened(gemma);

  it('carries the shown pattern on, the same for the same seed, otherwise for another sample', async () => {
    const first = await model().complete(demonstration, signal());
    expect(first).toMatchObject({ finish: 'stop', model: 'gemma-3-270m-q4_k_m.gguf' });
    expect(first.text).toMatch(/^ \w.*[^\n]$/);
    expect(first.usage.completionTokens).toBeGreaterThan(3);
    expect((await model().complete(demonstration, signal())).text).toBe(first.text);
    const second = await model().complete({ ...demonstration, sample: 1 }, signal());
    expect(second.text).not.toBe(first.text);
  });

  it('cannot leave the grammar of a schema', async () => {
    const item = {
      type: 'object',
      properties: { label: { enum: ['Disease', 'Gene'] } },
      required: ['label'],
      additionalProperties: false,
    };
    const schema = {
      type: 'object',
      properties: { mentions: { type: 'array', items: item, maxItems: 2 } },
      required: ['mentions'],
      additionalProperties: false,
    };
    const request = { ...demonstration, schema, parameters: { maxTokens: 120, seed: 3 } };
    const { text } = await model().complete(request, signal());
    for (const { label } of JSON.parse(text).mentions) expect(['Disease', 'Gene']).toContain(label);
  });

  it('says how long the answer may be, and that a prompt is too long for it', async () => {
    const cut = await model().complete({ ...demonstration, parameters: { maxTokens: 2 } }, signal());
    expect(cut).toMatchObject({ finish: 'length', usage: { completionTokens: 2 } });
    const long: ModelRequest = { ...demonstration, prompt: { kind: 'text', text: 'word '.repeat(600) } };
    const error = await model()
      .complete(long, signal())
      .catch((caught: unknown) => caught);
    expect(failureOf(error)).toMatchObject({ kind: 'refused' });
    expect((error as Error).message).toContain('the context holds 512');
  });

  it('takes no chat: it is a base model', async () => {
    const error = await model()
      .complete(chatRequest('Hello'), signal())
      .catch((caught: unknown) => caught);
    expect((error as Error).message).toContain('base model');
  });

  it('stops when it is told to', async () => {
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 50);
    const endless = { ...demonstration, parameters: { maxTokens: 400 } };
    await expect(model().complete(endless, controller.signal)).rejects.toThrow();
    expect((await model().complete(demonstration, signal())).text.length).toBeGreaterThan(0);
  });

  it('runs behind the store like any other, and is asked once', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'hilgen-gguf-'));
    const store = requestStore(join(folder, 'requests.sqlite'));
    const requests = [0, 1, 2].map((sample) => ({ ...demonstration, sample }));
    const ask = () => runRequests(requests, { model: model(), store, limits: { maxCost: 1 } });
    expect(await ask()).toMatchObject({ asked: 3, left: 0, cost: 0 });
    expect(await ask()).toMatchObject({ asked: 0, kept: 3 });
    store.close();
    rmSync(folder, { recursive: true, force: true });
  });
});

describe.skipIf('missing' in smol)('an instruct model in a file', () => {
  const model = opened(smol);

  it('answers instructions, and keeps to a schema', async () => {
    const parameters = { maxTokens: 60, seed: 1, temperature: 0 };
    const answer = await model().complete(
      chatRequest('What is the capital of France?', parameters),
      signal(),
    );
    expect(answer.text).toContain('Paris');
    expect(answer).toMatchObject({ finish: 'stop' });
    const schema = {
      type: 'object',
      properties: { city: { type: 'string' } },
      required: ['city'],
      additionalProperties: false,
    };
    const shaped = await model().complete(
      { ...chatRequest('The capital of France as JSON.', parameters), schema },
      signal(),
    );
    expect(typeof JSON.parse(shaped.text).city).toBe('string');
  });
});
