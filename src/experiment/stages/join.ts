import { join as joinPath } from 'node:path';
import { type Sentence, writeCorpus } from '../../corpus/index.js';
import { onlyPath, type StageKind } from './kind.js';

/** The predictions of all folds → those of the few-shot sample, in its order. */
export const join: StageKind<Record<string, never>> = {
  version: 1,
  output: 'sentences.jsonl',
  run: async (_, task) => {
    const few = await task.bench.corpus(onlyPath(task, 'few'));
    const found = await task.bench.corpora(task.paths('tagged'));
    const byId = new Map(found.map((sentence) => [sentence.id, sentence]));
    const joined = few.map(({ id }) => byId.get(id)).filter((one): one is Sentence => one !== undefined);
    if (joined.length !== few.length || found.length !== few.length)
      throw new Error(`${found.length} predictions for ${few.length} sentences`);
    await writeCorpus(joinPath(task.folder, 'sentences.jsonl'), joined);
    return { sentences: joined.length };
  },
};
