import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BuildReport, buildKnowledgeBase } from './build.js';
import { openKnowledgeBase, type StoredKnowledgeBase } from './store.js';

/** For tests: builds a knowledge base of OBO text in a temporary folder, lends it, and clears up. */
export async function withTestKnowledgeBase<T>(
  obo: string,
  use: (kb: StoredKnowledgeBase, report: BuildReport, path: string) => T | Promise<T>,
): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'hilgen-kb-'));
  try {
    const path = join(folder, 'test.kb');
    writeFileSync(join(folder, 'test.obo'), obo);
    const report = await buildKnowledgeBase([{ format: 'obo', path: join(folder, 'test.obo') }], path);
    const kb = openKnowledgeBase(path);
    try {
      return await use(kb, report, path);
    } finally {
      kb.close();
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}
