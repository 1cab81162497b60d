import { join } from 'node:path';
import { writeFileAtomic } from '../../base/files.js';
import { pairSentences, scoreStrict } from '../../evaluate/index.js';
import { onlyPath, type StageKind } from './kind.js';

/** Predictions and gold labels → strict scores, of all labels together and of each. */
export const score: StageKind<Record<string, never>> = {
  version: 1,
  output: 'scores.json',
  run: async (_, task) => {
    const gold = await task.bench.corpus(onlyPath(task, 'gold'));
    const tagged = await task.bench.corpus(onlyPath(task, 'tagged'));
    const scores = scoreStrict(pairSentences(gold, tagged));
    await writeFileAtomic(join(task.folder, 'scores.json'), `${JSON.stringify(scores, null, 2)}\n`);
    return scores;
  },
};
