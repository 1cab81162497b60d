import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { EYE_OBO, labelled, SHOTS } from '../generate/prompting/testing.js';
import { buildKnowledgeBase, openKnowledgeBase } from '../knowledge/index.js';
import { type Behaviour, loopbackServer } from '../llm/testing/loopback-server.js';
import { runExperiment } from './run.js';
import { languageWriter } from './writer.js';

const folder = mkdtempSync(join(tmpdir(), 'hilgen-writer-'));
afterAll(() => rmSync(folder, { recursive: true }));

const pool = SHOTS.map((shot) => ({ ...shot, spans: shot.spans.filter(({ label }) => label === 'Disease') }));

function answer(text: string): Behaviour {
  const mention = /mention “([^”]+)”/u.exec(JSON.parse(text).messages.at(-1).content)?.[1];
  return { kind: 'answer', text: `1. Nobody in the hospital had heard of ${mention}.\n2. Too short.` };
}

it('adds what the model wrote to the arms that ask for it, and asks once for all of them', async () => {
  writeFileSync(join(folder, 'eye.obo'), EYE_OBO);
  await buildKnowledgeBase([{ path: join(folder, 'eye.obo'), format: 'obo' }], join(folder, 'eye.kb'));
  const kb = openKnowledgeBase(join(folder, 'eye.kb'));
  let calls = 0;
  const server = await loopbackServer(({ text }) => {
    calls++;
    return answer(text);
  });
  const writer = languageWriter(
    { source: server.url, model: 'loopback', preset: 'context', layers: ['sibling'], perMention: 2 },
    folder,
    kb,
    { offline: true },
  );
  try {
    const results = await runExperiment(
      {
        settings: {
          sample: { mode: 'sentences-per-type', shots: 2 },
          ...{ perMention: 2, encoder: 'vectors', steps: 1, batch: 2, labels: 'Disease' },
        },
        arms: [
          { kind: 'tagger', name: '+ sibling', layers: ['sibling'] },
          { kind: 'tagger', name: '+ LLM', layers: [], llm: true },
          { kind: 'tagger', name: '+ both', layers: ['sibling'], llm: true },
        ],
        ...{ seeds: [1], pool, test: [labelled('test-1', 'He has [gout|Disease] now.')], kb },
        write: writer.write,
      },
      { now: () => 0 },
    );
    expect(results.map(({ llm }) => llm)).toEqual([
      undefined,
      { wanted: 4, kept: 2 },
      { wanted: 4, kept: 2 },
    ]);
    const [sibling = 0, llm = 0, both = 0] = results.map(({ synthetic }) => synthetic);
    expect([llm, both]).toEqual([2, sibling + 2]);
    expect(calls).toBe(2);
  } finally {
    await writer.close();
    await server.close();
    kb.close();
  }
});

it('is an error where a request stays unanswered: the score would depend on when it ran', async () => {
  const kb = openKnowledgeBase(join(folder, 'eye.kb'));
  const server = await loopbackServer(
    ({ text }): Behaviour =>
      text.includes('gout')
        ? { kind: 'raw', status: 400, body: '{"error": {"message": "no"}}' }
        : answer(text),
  );
  const settings = { source: server.url, model: 'other', preset: 'context', layers: [], perMention: 2 };
  const writer = languageWriter(settings, folder, kb, { offline: true });
  try {
    await expect(writer.write(pool, 1, {})).rejects.toMatchObject({ code: 'input' });
  } finally {
    await writer.close();
    await server.close();
    kb.close();
  }
});
