import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { writeCorpus } from '../corpus/index.js';
import { EYE_OBO, labelled, SHOTS } from '../generate/prompting/testing.js';
import { buildKnowledgeBase, openKnowledgeBase } from '../knowledge/index.js';
import { type Behaviour, loopbackServer } from '../llm/testing/loopback-server.js';
import { withAbsolutePaths } from './read-file.js';
import { openExperiment, resultsOfRun, runExperiment } from './run.js';
import { experimentFile } from './schema.js';
import { languageWriter } from './writer.js';

const folder = mkdtempSync(join(tmpdir(), 'hilgen-writer-'));
afterAll(() => rmSync(folder, { recursive: true }));

const pool = SHOTS.map((shot) => ({ ...shot, spans: shot.spans.filter(({ label }) => label === 'Disease') }));

function answer(text: string): Behaviour {
  const mention = /mention “([^”]+)”/u.exec(JSON.parse(text).messages.at(-1).content)?.[1];
  return { kind: 'answer', text: `1. Nobody in the hospital had heard of ${mention}.\n2. Too short.` };
}

it('writes sentences for the arms that ask for it, and asks once for all of them', async () => {
  writeFileSync(join(folder, 'eye.obo'), EYE_OBO);
  await writeCorpus(join(folder, 'pool.jsonl'), pool);
  await writeCorpus(join(folder, 'test.jsonl'), [labelled('test-1', 'He has [gout|Disease] now.')]);
  let calls = 0;
  const server = await loopbackServer(({ text }) => {
    calls++;
    return answer(text);
  });
  const llm = {
    source: server.url,
    model: 'loopback',
    preset: 'context',
    layers: ['sibling'],
    'per-mention': 2,
  };
  const file = experimentFile.parse({
    name: 'eye',
    data: { eye: { train: 'pool.jsonl', test: 'test.jsonl', knowledge: 'eye' } },
    knowledge: { eye: { sources: [{ path: 'eye.obo', format: 'obo' }] } },
    sample: { shots: 2 },
    seeds: [1],
    llm,
    sources: {
      '+ sibling': { layers: ['sibling'], 'per-mention': 2 },
      '+ LLM': { llm: true },
      '+ both': { layers: ['sibling'], 'per-mention': 2, llm: true },
    },
    taggers: { transformer: { kind: 'transformer', encoder: 'vectors', steps: 1, batch: 2 } },
    out: 'results/eye',
  });
  try {
    const opened = await openExperiment(withAbsolutePaths(file, folder));
    await runExperiment(opened, { now: () => 0, models: { offline: true } });
    const results = resultsOfRun(opened);
    expect(results.map(({ llm }) => llm)).toEqual([
      undefined,
      { wanted: 4, drafts: 4, misaligned: 0, kept: 2 },
      { wanted: 4, drafts: 4, misaligned: 0, kept: 2 },
    ]);
    const [sibling = 0, written = 0, both = 0] = results.map(({ synthetic }) => synthetic);
    expect([written, both]).toEqual([2, sibling + 2]);
    expect(calls).toBe(2);
  } finally {
    await server.close();
  }
});

it('is an error where a request stays unanswered: the score would depend on when it ran', async () => {
  await buildKnowledgeBase([{ path: join(folder, 'eye.obo'), format: 'obo' }], join(folder, 'eye.kb'));
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

it('opens no model where no mention has a neighbour', async () => {
  writeFileSync(join(folder, 'other.obo'), '[Term]\nid: T:1\nname: other\n');
  await buildKnowledgeBase([{ path: join(folder, 'other.obo'), format: 'obo' }], join(folder, 'other.kb'));
  const kb = openKnowledgeBase(join(folder, 'other.kb'));
  const settings = { source: 'nowhere', preset: 'grounded', layers: ['sibling' as const], perMention: 2 };
  const writer = languageWriter(settings, folder, kb, { offline: true });
  try {
    expect(await writer.write(pool, 1, {})).toMatchObject({ wanted: 0, drafts: 0, sentences: [] });
  } finally {
    await writer.close();
    kb.close();
  }
});
