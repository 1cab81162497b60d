import { join } from 'node:path';
import { type Sentence, writeCorpus } from '../../corpus/index.js';
import {
  applyStack,
  chooseEnsemble,
  fitStack,
  type Method,
  type Rule,
  UNIFORM,
  type Voter,
  type VotingUnit,
  ensemble as vote,
  type Weight,
  type Weighting,
  weightsByF1,
} from '../../ensemble/index.js';
import { onlyPath, type StageKind, type Task } from './kind.js';

export interface Settings {
  /** Names of the arms, in the order of their predictions. */
  readonly members: readonly string[];
  readonly method: Method | 'best' | 'stack';
  readonly unit: VotingUnit;
  readonly threshold?: number | undefined;
  readonly agree?: number | undefined;
  readonly weights: Weighting;
}

interface Development {
  readonly voters: readonly Voter[];
  readonly gold: readonly Sentence[];
}

/** Several predictions → one. What is chosen is chosen on the development set. */
export const ensemble: StageKind<Settings> = {
  version: 2,
  output: 'sentences.jsonl',
  run: async (settings, task) => {
    const voters = await votersOf(settings, 'tagged', task);
    const dev = await developmentOf(settings, task);
    const weights = weightsOf(voters, settings, dev);
    const out = join(task.folder, 'sentences.jsonl');
    if (settings.method === 'stack' && dev !== undefined) {
      const stack = fitStack(dev.voters, dev.gold);
      await writeCorpus(out, applyStack(stack, voters));
      const rule = { method: 'stack', unit: 'span', threshold: stack.threshold };
      return { members: settings.members, weights, rule, candidates: stack.candidates };
    }
    const { method, unit, threshold, agree } = settings;
    const chosen =
      method === 'best' && dev !== undefined
        ? await chooseEnsemble(dev.voters, dev.gold, weights, task.work)
        : { members: voters.map((_, at) => at), rule: { method, unit, threshold, agree } as Rule };
    const own = <T>(items: readonly T[]): T[] => chosen.members.map((member) => items[member] as T);
    await writeCorpus(out, vote(own(voters), own(weights), chosen.rule));
    return { ...chosen, members: own(settings.members), weights: own(weights) };
  },
};

async function votersOf({ members }: Settings, role: string, task: Task): Promise<Voter[]> {
  const voters: Voter[] = [];
  for (const [at, path] of task.paths(role).entries()) {
    voters.push({ name: members[at] ?? path, sentences: await task.bench.corpus(path) });
  }
  return voters;
}

async function developmentOf(settings: Settings, task: Task): Promise<Development | undefined> {
  if (task.paths('dev').length === 0) return undefined;
  const gold = await task.bench.corpus(onlyPath(task, 'dev'));
  return { voters: await votersOf(settings, 'taggedDev', task), gold };
}

function weightsOf(
  voters: readonly Voter[],
  { weights }: Settings,
  dev: Development | undefined,
): readonly Weight[] {
  if (weights === 'uniform' || dev === undefined) return voters.map(() => UNIFORM);
  return weightsByF1(dev.voters, dev.gold, weights === 'dev-f1-by-label');
}
