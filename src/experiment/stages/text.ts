import { join } from 'node:path';
import { documentOf, formatNamed, writeDocuments } from '../../corpus/index.js';
import { rawBlocks } from '../../distant/index.js';
import type { StageKind, Task } from './kind.js';

/** Raw text of any formats → its sentences, cut without a look at labels, as they will be labelled. */
export const text: StageKind<Record<string, never>> = {
  version: 1,
  output: 'sentences.jsonl',
  run: async (_, task) => {
    const counts = { sentences: 0 };
    const out = join(task.folder, 'sentences.jsonl');
    await writeDocuments(out, documentsOf(task, counts), { format: formatNamed('jsonl') });
    return counts;
  },
};

async function* documentsOf(task: Task, counts: { sentences: number }) {
  for await (const block of rawBlocks(task.paths('raw'))) {
    counts.sentences += block.length;
    yield* block.map(documentOf);
  }
}
