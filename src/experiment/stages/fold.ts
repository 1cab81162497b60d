import { join } from 'node:path';
import { HilgenError } from '../../base/errors.js';
import { type Sentence, writeCorpus } from '../../corpus/index.js';
import { NEARLY_SAME, runFilters } from '../../generate/index.js';
import { foldsOf } from '../folds.js';
import { onlyPath, type StageKind, type Task } from './kind.js';

export interface Settings {
  readonly folds: number;
  /** Which of them is held out, from 0. */
  readonly fold: number;
  /** Held out: the sentences of the fold. Rest: what may be learnt from when these are tagged. */
  readonly part: 'held out' | 'rest';
  readonly seed: number;
}

/** A few-shot sample, perhaps sentences made of it → one fold's part of them. */
export const fold: StageKind<Settings> = {
  version: 1,
  output: 'sentences.jsonl',
  run: async ({ folds, fold: at, part, seed }, task) => {
    const path = onlyPath(task, 'few');
    const few = await task.bench.corpus(path);
    if (few.length < 2) throw tooFew(path, few.length);
    const numbers = foldsOf(few, folds, seed);
    const heldOut = few.filter((_, index) => numbers[index] === at);
    const kept = part === 'held out' ? heldOut : await restOf(task, few, heldOut);
    await writeCorpus(join(task.folder, 'sentences.jsonl'), kept);
    return { sentences: kept.length };
  },
};

/** The sample without a fold; where made sentences are given, these. */
async function restOf(
  task: Task,
  few: readonly Sentence[],
  heldOut: readonly Sentence[],
): Promise<Sentence[]> {
  const [made] = task.paths('made');
  if (made !== undefined) return withoutTrace(await task.bench.corpus(made), heldOut);
  return few.filter((sentence) => !heldOut.includes(sentence));
}

/** Made sentences that neither were made of the held-out ones nor read nearly like one. */
async function withoutTrace(made: readonly Sentence[], heldOut: readonly Sentence[]): Promise<Sentence[]> {
  const ids = new Set(heldOut.map(({ id }) => id));
  const others = made.filter(({ origin }) => !('source' in origin && ids.has(origin.source ?? '')));
  const { removed } = await runFilters(others, { leak: { heldOut, least: NEARLY_SAME } });
  const leaks = new Set(removed.map(({ sentence }) => sentence));
  return others.filter((sentence) => !leaks.has(sentence));
}

function tooFew(where: string, count: number): HilgenError {
  return new HilgenError('input', {
    where,
    what: `a few-shot sample of ${count} sentences cannot be cross-validated`,
    hint: 'Draw more (`sample.shots`), or choose nothing: `development: none`.',
  });
}
