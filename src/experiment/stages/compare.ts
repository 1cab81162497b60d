import { join } from 'node:path';
import { writeFileAtomic } from '../../base/files.js';
import type { Sentence } from '../../corpus/index.js';
import { compareSystems, type UnitCounts } from '../../evaluate/index.js';
import { countsOf } from '../counts.js';
import { onlyPath, type StageKind, type Task } from './kind.js';

export interface Settings {
  /** How often predictions are exchanged. */
  readonly rounds: number;
  /** Draws for the least difference that the test set tells. */
  readonly resamples: number;
  readonly seed: number;
}

/** Predictions of two arms, each under all its seeds, and gold labels → how likely their difference is by chance. */
export const compare: StageKind<Settings> = {
  version: 1,
  output: 'comparison.json',
  run: async (options, task) => {
    const gold = await task.bench.corpus(onlyPath(task, 'gold'));
    const one = await runsOf('one', gold, task);
    const other = await runsOf('other', gold, task);
    const systems = [one, other].map((runs, at) => ({
      name: `${at}`,
      runs: runs.map(({ counts }) => counts),
    }));
    const [comparison] = compareSystems(systems, options);
    if (comparison === undefined) throw new Error('nothing was compared');
    const { difference, p, detectable, unitsNeeded } = comparison;
    const units = one[0]?.counts.gold.length ?? 0;
    const result = { difference, p, detectable, unitsNeeded, unit: one[0]?.unit, units };
    await writeFileAtomic(join(task.folder, 'comparison.json'), `${JSON.stringify(result, null, 2)}\n`);
    return result;
  },
};

async function runsOf(
  role: string,
  gold: readonly Sentence[],
  task: Task,
): Promise<{ readonly counts: UnitCounts; readonly unit: string }[]> {
  const runs = [];
  for (const path of task.paths(role)) {
    const { counts, unit } = countsOf(gold, await task.bench.corpus(path), ['strict']);
    runs.push({ counts: counts[0] as UnitCounts, unit });
  }
  return runs;
}
