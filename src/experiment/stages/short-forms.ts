import { join } from 'node:path';
import { type Sentence, writeCorpus } from '../../corpus/index.js';
import { spreadShortForms } from '../../tagger/index.js';
import { onlyPath, type StageKind } from './kind.js';

/** What a tagger found → the same with short forms as the text explains them. */
export const shortForms: StageKind<Record<string, never>> = {
  version: 1,
  output: 'sentences.jsonl',
  run: async (_, task) => {
    const before = await task.bench.corpus(onlyPath(task, 'tagged'));
    const after = spreadShortForms(before);
    await writeCorpus(join(task.folder, 'sentences.jsonl'), after);
    return { sentences: after.length, spans: count(after), before: count(before) };
  },
};

const count = (sentences: readonly Sentence[]): number =>
  sentences.reduce((sum, { spans }) => sum + spans.length, 0);
