// Makes demo/answers.jsonl: what a language model answers to the demo's prompts, to be replayed.
// Run: npm run build && HILGEN_LLAMA=FOLDER node scripts/make-demo-answers.mjs MODEL.gguf
// The demo's was made with Gemma 3 270M (base, Q4_K_M); FOLDER has node-llama-cpp 3 (docs/llm.md). All of
// them are asked again.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { DEMO_SAMPLE, DEMO_SEEDS, DEMO_WRITER } from '../dist/cli/demo-settings.js';
import { readCorpus, sampleFewShot } from '../dist/corpus/index.js';
import { languageWriter } from '../dist/experiment/index.js';
import { buildKnowledgeBase, openKnowledgeBase } from '../dist/knowledge/index.js';
import { recordAnswers, requestStore } from '../dist/llm/index.js';

const [, , source] = process.argv;
if (source === undefined) throw new Error('usage: make-demo-answers.mjs MODEL.gguf');
const model = resolve(source);
process.chdir(new URL('..', import.meta.url).pathname);
const scratch = mkdtempSync(join(tmpdir(), 'hilgen-demo-answers-'));
try {
  const kbPath = join(scratch, 'demo.kb');
  await buildKnowledgeBase([{ path: 'demo/terms.obo', format: 'obo' }], kbPath);
  const kb = openKnowledgeBase(kbPath);
  const pool = await readCorpus('demo/corpus/pool.jsonl');
  const writer = languageWriter({ ...DEMO_WRITER, source: model }, scratch, kb, {});
  for (const seed of DEMO_SEEDS) {
    const few = sampleFewShot(pool, { ...DEMO_SAMPLE, seed }).sentences;
    const { wanted, sentences } = await writer.write(few, seed, {});
    console.log(`seed ${seed}: ${sentences.length} of ${wanted} sentences kept`);
  }
  await writer.close();
  kb.close();
  const store = requestStore(join(scratch, 'requests.sqlite'));
  console.log(`${await recordAnswers(store, 'demo/answers.jsonl')} answers`);
  store.close();
} finally {
  rmSync(scratch, { recursive: true });
}
