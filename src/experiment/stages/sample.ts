import { join } from 'node:path';
import { type SampleMode, sampleFewShot, writeCorpus } from '../../corpus/index.js';
import { onlyPath, type StageKind } from './kind.js';

export interface Settings {
  readonly mode: SampleMode;
  readonly shots: number;
  readonly seed: number;
}

/** A labelled corpus → a few of its sentences. */
export const sample: StageKind<Settings> = {
  version: 1,
  output: 'sentences.jsonl',
  run: async (settings, task) => {
    const drawn = sampleFewShot(await task.bench.corpus(onlyPath(task, 'pool')), settings);
    await writeCorpus(join(task.folder, 'sentences.jsonl'), drawn.sentences);
    return { ids: drawn.sentences.map(({ id }) => id), shortfalls: drawn.shortfalls };
  },
};
