import { join } from 'node:path';
import type { Sentence } from '../../corpus/index.js';
import { loadEncoder } from '../../encoder/kinds.js';
import { pairSentences, scoreStrict } from '../../evaluate/index.js';
import {
  type Development,
  FolderCheckpoint,
  type Knowledge,
  knowledgeOf,
  type Labels,
  saveTransformer,
  type TaggerKind,
} from '../../tagger/index.js';
import { LEARNERS, type LearnSettings } from '../learners.js';
import { onlyPath, type StageKind, type Task } from './kind.js';

export interface Settings extends LearnSettings {
  readonly tagger: TaggerKind;
  /** As `loadEncoder` takes it, where it is no file. */
  readonly encoder?: string | undefined;
  /** How matches of the knowledge base are told apart, where it is given; all alike where absent. */
  readonly labels?: Labels | undefined;
}

/** Labelled sentences, an encoder, perhaps a knowledge base → a trained tagger. An interrupted training goes on from its checkpoint. */
export const train: StageKind<Settings> = {
  version: 2,
  output: 'model',
  needs: () => ['cores'],
  run: async ({ tagger, encoder: name = '', labels, ...settings }, task) => {
    const sentences = await task.bench.corpora([...task.paths('few'), ...task.paths('made')]);
    const [encoder = name] = task.paths('encoder');
    const loaded = await loadEncoder(encoder, { ...task.bench.encoder, ...task.work, seed: settings.seed });
    const { now, remark } = task.bench;
    const checkpoint = new FolderCheckpoint(task.unfinished, { now, remark });
    const knowledge = featuresOf(labels, task);
    const options = { ...task.work, checkpoint, development: await developmentOf(task), knowledge };
    const trained = await LEARNERS[tagger](sentences, loaded, settings, options);
    await saveTransformer(join(task.folder, 'model'), trained);
    const { steps, learningRate, batch } = trained.settings;
    return { sentences: sentences.length, steps, learningRate, batch, lastLoss: trained.losses.at(-1) };
  },
};

function featuresOf(labels: Labels | undefined, task: Task): Knowledge | undefined {
  const [path] = task.paths('knowledge');
  if (path === undefined) return undefined;
  const kb = task.bench.knowledgeBase(path);
  // One label for all tells nothing apart.
  return typeof labels === 'object' ? knowledgeOf(kb, labels, 'types') : knowledgeOf(kb);
}

async function developmentOf(task: Task): Promise<Development | undefined> {
  if (task.paths('dev').length === 0) return undefined;
  const sentences = await task.bench.corpus(onlyPath(task, 'dev'));
  const score = (gold: readonly Sentence[], found: readonly Sentence[]): number =>
    scoreStrict(pairSentences(gold, found)).strict.f1;
  return { sentences, score };
}
