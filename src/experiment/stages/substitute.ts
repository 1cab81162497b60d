import { join } from 'node:path';
import { type Layer, writeCorpus } from '../../corpus/index.js';
import { type RelatednessRange, substitute as substituteMentions } from '../../generate/index.js';
import { countBy } from '../count-by.js';
import { onlyPath, type StageKind } from './kind.js';

export interface Settings {
  readonly layers: readonly Layer[];
  readonly perMention: number;
  /** Absent, it is in no key. */
  readonly related?: RelatednessRange | undefined;
  readonly seed: number;
}

/** A few-shot sample and a knowledge base → sentences with neighbours in the place of mentions. */
export const substitute: StageKind<Settings> = {
  version: 1,
  output: 'sentences.jsonl',
  run: async (settings, task) => {
    const few = await task.bench.corpus(onlyPath(task, 'few'));
    const kb = task.bench.knowledgeBase(onlyPath(task, 'knowledge'));
    const { sentences, mentions, known, layers, unused } = await substituteMentions(
      few,
      kb,
      settings,
      task.work,
    );
    await writeCorpus(join(task.folder, 'sentences.jsonl'), sentences);
    const reasons = countBy(unused.map(({ reason }) => reason));
    return { sentences: sentences.length, mentions, known, layers, unused: reasons };
  },
};
