import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { readCorpus, sampleFewShot } from '../corpus/index.js';
import { languageWriter } from '../experiment/index.js';
import { buildKnowledgeBase, openKnowledgeBase } from '../knowledge/index.js';
import { DEMO_SAMPLE, DEMO_SEEDS, DEMO_WRITER } from './demo-settings.js';

const folder = mkdtempSync(join(tmpdir(), 'hilgen-demo-test-'));
afterAll(() => rmSync(folder, { recursive: true }));

test("the recording answers all of the demo's prompts, and every sentence says that it is a replay", async () => {
  const demo = fileURLToPath(new URL('../../demo/', import.meta.url));
  await buildKnowledgeBase([{ path: join(demo, 'terms.obo'), format: 'obo' }], join(folder, 'demo.kb'));
  const kb = openKnowledgeBase(join(folder, 'demo.kb'));
  const pool = await readCorpus(join(demo, 'corpus/pool.jsonl'));
  const writer = languageWriter(DEMO_WRITER, folder, kb, { offline: true });
  try {
    for (const seed of DEMO_SEEDS) {
      const few = sampleFewShot(pool, { ...DEMO_SAMPLE, seed }).sentences;
      const { sentences } = await writer.write(few, seed, {});
      expect(sentences.length).toBeGreaterThan(0);
      for (const { origin } of sentences) {
        expect(origin).toMatchObject({ kind: 'generated', model: expect.stringMatching(/^replay:/) });
      }
    }
  } finally {
    await writer.close();
    kb.close();
  }
});
