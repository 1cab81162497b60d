import { join } from 'node:path';
import type { Sentence } from '../../corpus/index.js';
import { loadEncoder } from '../../encoder/kinds.js';
import { pairSentences, scoreStrict } from '../../evaluate/index.js';
import {
  type Development,
  FolderCheckpoint,
  saveTransformer,
  type TaggerKind,
  TRAIN_DEFAULTS,
  trainTransformer,
} from '../../tagger/index.js';
import { onlyPath, type StageKind, type Task } from './kind.js';

export interface Settings {
  readonly tagger: TaggerKind;
  /** As `loadEncoder` takes it, where it is no file. */
  readonly encoder?: string | undefined;
  readonly steps?: number | undefined;
  readonly epochs?: number | undefined;
  readonly batch?: number | undefined;
  readonly learningRate?: number | undefined;
  readonly freeze?: number | 'all' | undefined;
  readonly layerDecay?: number | undefined;
  readonly reinit?: number | undefined;
  readonly patience?: number | undefined;
  readonly seed: number;
}

/** Labelled sentences and an encoder → a trained tagger. An interrupted training goes on from its checkpoint. */
export const train: StageKind<Settings> = {
  version: 1,
  output: 'model',
  takesAllCores: true,
  run: async ({ encoder: name, ...settings }, task) => {
    const sentences = await task.bench.corpora([...task.paths('few'), ...task.paths('made')]);
    const [encoder = name ?? ''] = task.paths('encoder');
    const loaded = await loadEncoder(encoder, { ...task.bench.encoder, ...task.work, seed: settings.seed });
    const { recommended } = loaded.encoder;
    const { now, remark } = task.bench;
    const checkpoint = new FolderCheckpoint(task.unfinished, { now, remark });
    const trained = await trainTransformer(
      sentences,
      loaded,
      {
        ...TRAIN_DEFAULTS,
        ...settings,
        steps: settings.steps ?? recommended.steps,
        learningRate: settings.learningRate ?? recommended.learningRate,
        batch: settings.batch ?? TRAIN_DEFAULTS.batch,
      },
      { ...task.work, checkpoint, development: await developmentOf(task) },
    );
    await saveTransformer(join(task.folder, 'model'), trained);
    const { steps, learningRate, batch } = trained.settings;
    return { sentences: sentences.length, steps, learningRate, batch, lastLoss: trained.losses.at(-1) };
  },
};

async function developmentOf(task: Task): Promise<Development | undefined> {
  if (task.paths('dev').length === 0) return undefined;
  const sentences = await task.bench.corpus(onlyPath(task, 'dev'));
  const score = (gold: readonly Sentence[], found: readonly Sentence[]): number =>
    scoreStrict(pairSentences(gold, found)).strict.f1;
  return { sentences, score };
}
