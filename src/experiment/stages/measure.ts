import { join } from 'node:path';
import { throwIfAborted } from '../../base/errors.js';
import { writeFileAtomic } from '../../base/files.js';
import { bootstrap, type MeasureName, meanCounts, overSeeds, type UnitCounts } from '../../evaluate/index.js';
import { countsOf } from '../counts.js';
import { onlyPath, type StageKind } from './kind.js';

export interface Settings {
  readonly measures: readonly MeasureName[];
  /** Draws for the intervals over sentences. */
  readonly resamples: number;
  readonly seed: number;
}

/** Predictions of all seeds and gold labels → scores by some measures with their 95 % intervals. */
export const measure: StageKind<Settings> = {
  version: 1,
  output: 'measures.json',
  run: async ({ measures, ...drawing }, task) => {
    const gold = await task.bench.corpus(onlyPath(task, 'gold'));
    const runs: ReturnType<typeof countsOf>[] = [];
    for (const path of task.paths('tagged')) {
      throwIfAborted(task.work.signal);
      runs.push(countsOf(gold, await task.bench.corpus(path), measures));
    }
    const counts = measures.map((_, at) => runs.map((run) => run.counts[at] as UnitCounts));
    const overUnits = bootstrap(counts.map(meanCounts), drawing);
    const result = Object.fromEntries(
      measures.map((name, at) => [
        name,
        { ...overSeeds({ name, runs: counts[at] ?? [] }), units: overUnits[at] },
      ]),
    );
    await writeFileAtomic(join(task.folder, 'measures.json'), `${JSON.stringify(result, null, 2)}\n`);
    return result;
  },
};
