import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { afterAll, expect, test } from 'vitest';
import { readCorpus, writeCorpus } from '../corpus/index.js';
import { SHOTS } from '../generate/prompting/testing.js';
import { batchServer } from '../llm/testing/batch-server.js';
import { type Behaviour, loopbackServer } from '../llm/testing/loopback-server.js';
import { generate } from './generate.js';

const folder = mkdtempSync(join(tmpdir(), 'hilgen-cli-server-'));
afterAll(() => rmSync(folder, { recursive: true }));
const at = (name: string): string => join(folder, name);

async function json(...args: string[]): Promise<Record<string, unknown>> {
  let printed = '';
  const command = new Command().exitOverride().configureOutput({ writeErr: () => {} });
  const context = { print: (text: string) => (printed += text), remark: () => {}, work: () => ({}) };
  generate.define(command, context);
  await command.parseAsync([...args, '--json'], { from: 'user' });
  return generate.output.parse(JSON.parse(printed)) as Record<string, unknown>;
}

const few = at('few.jsonl');
const asking = (url: string, out: string) => [
  ...[few, '--preset', 'context', '--llm', url, '--model', 'loopback', '--out', at(out)],
];

test('a server that errs now and then: every answer once, and its recording gives the same sentences', async () => {
  await writeCorpus(few, SHOTS);
  const server = await loopbackServer(({ text }, number): Behaviour => {
    if (number === 0) return { kind: 'raw', status: 500, body: '{}' };
    const mention = /mention “([^”]+)”/u.exec(JSON.parse(text).messages.at(-1).content)?.[1];
    return { kind: 'answer', text: `1. Nobody here had ever heard of ${mention}.\n2. Too short.` };
  });
  try {
    const made = await json(...asking(server.url, 'a/llm.jsonl'), '--record', at('recorded.jsonl'));
    expect(made).toMatchObject({
      asked: 3,
      answered: 3,
      calls: 4,
      drafts: 6,
      sentences: 3,
      reasons: { length: 3 },
    });
  } finally {
    await server.close();
  }
  const replayed = await json(...asking(at('recorded.jsonl'), 'b/llm.jsonl'));
  expect(replayed).toMatchObject({ sentences: 3, model: expect.stringMatching(/^replay:/) });
  const texts = async (path: string) => (await readCorpus(path)).map(({ text, spans }) => [text, spans]);
  expect(await texts(at('b/llm.jsonl'))).toEqual(await texts(at('a/llm.jsonl')));
});

test('a batch: handed over, left, collected by the same command', async () => {
  const batches = batchServer();
  const server = await loopbackServer((received) => batches.behave(received));
  const args = [...asking(server.url, 'c/llm.jsonl'), '--batch'];
  try {
    expect(await json(...args)).toMatchObject({
      answered: 0,
      left: 3,
      stopped: expect.stringContaining('3 requests wait'),
    });
    batches.end();
    expect(await json(...args)).toMatchObject({ answered: 3, left: 0, stopped: null });
  } finally {
    await server.close();
  }
  expect(readFileSync(at('c/llm.rejected.jsonl'), 'utf8').trim().split('\n').length).toBeGreaterThan(0);
});
