import { join } from 'node:path';
import { buildKnowledgeBase, type SourceFormat } from '../../knowledge/index.js';
import type { StageKind } from './kind.js';

export interface Settings {
  /** Of each source, in order. */
  readonly formats: readonly SourceFormat[];
  readonly languages?: readonly string[] | undefined;
  readonly vocabularies?: readonly string[] | undefined;
  readonly termTypes?: readonly string[] | undefined;
  readonly semanticTypes?: readonly string[] | undefined;
}

/** Terminologies → one knowledge base. */
export const knowledge: StageKind<Settings> = {
  version: 1,
  output: 'knowledge.kb',
  run: async ({ formats, ...settings }, task) => {
    const sources = task.paths('sources').map((path, at) => ({ path, format: formats[at] ?? 'obo' }));
    const out = join(task.folder, 'knowledge.kb');
    const { concepts, names, warnings } = await buildKnowledgeBase(sources, out, task.work, settings);
    return { concepts, names, warnings: warnings.reduce((sum, { count }) => sum + count, 0) };
  },
};
