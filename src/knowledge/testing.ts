import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BuildReport, buildKnowledgeBase } from './build.js';
import type { BuildSettings } from './fill.js';
import type { SourceFormat } from './importers.js';
import { openKnowledgeBase, type StoredKnowledgeBase } from './store.js';

/** For tests: builds a knowledge base of OBO text in a temporary folder, lends it, and clears up. */
export async function withTestKnowledgeBase<T>(
  obo: string,
  use: (kb: StoredKnowledgeBase, report: BuildReport, path: string) => T | Promise<T>,
): Promise<T> {
  return await withTestSources([['obo', 'test.obo', obo]], use);
}

/** For tests: the same of several files, each a format, a name and what it holds. */
export async function withTestSources<T>(
  files: readonly (readonly [format: SourceFormat, name: string, content: string | Buffer])[],
  use: (kb: StoredKnowledgeBase, report: BuildReport, path: string) => T | Promise<T>,
  settings: BuildSettings = {},
): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'hilgen-kb-'));
  try {
    const path = join(folder, 'test.kb');
    const sources = files.map(([format, name, content]) => {
      writeFileSync(join(folder, name), content);
      return { format, path: join(folder, name) };
    });
    const report = await buildKnowledgeBase(sources, path, {}, settings);
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
