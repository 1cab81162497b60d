import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Sentence } from '../../corpus/index.js';
import { loadEncoder } from '../../encoder/kinds.js';
import { pairSentences, scoreStrict } from '../../evaluate/index.js';
import {
  bestEvaluation,
  type Development,
  FolderCheckpoint,
  type Knowledge,
  type KnowledgeOptions,
  knowledgeOf,
  type Labels,
  ROUND_FILE,
  saveTransformer,
  selfTrainInFolders,
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
  /** Rounds of self-training behind the first. */
  readonly selfTrain?: number | undefined;
  /** Below which a teacher's word is not taught. */
  readonly confidence?: number | undefined;
}

/** Labelled sentences, an encoder, perhaps a knowledge base → a trained tagger. An interrupted training goes on from its checkpoint. */
export const train: StageKind<Settings> = {
  version: 2,
  output: 'model',
  needs: () => ['cores'],
  run: async ({ selfTrain, confidence, ...settings }, task) => {
    const sentences = await task.bench.corpora([...task.paths('few'), ...task.paths('made')]);
    const out = join(task.folder, 'model');
    if (selfTrain === undefined) return (await learn(sentences, settings, task, task.unfinished, out)).told;
    const { model, lesson, chosen, rounds } = await selfTrainInFolders({
      ...{ sentences, confidence, settings, rounds: selfTrain },
      development: await developmentOf(task),
      folder: task.unfinished,
      opening: openingOf(task),
      work: () => task.work,
      learn: (taught, folder) => learn(taught, settings, task, `${folder}.checkpoint`, folder),
    });
    cpSync(model, out, { recursive: true });
    rmSync(join(out, ROUND_FILE));
    return { ...lesson.told, selfTraining: { chosen, rounds } };
  },
};

/** One training, saved, and what is worth telling of it. */
async function learn(
  sentences: readonly Sentence[],
  { tagger, encoder: name = '', labels, ...settings }: Omit<Settings, 'selfTrain' | 'confidence'>,
  task: Task,
  unfinished: string,
  out: string,
): Promise<{ readonly f1: number | undefined; readonly told: object }> {
  const [encoder = name] = task.paths('encoder');
  const loaded = await loadEncoder(encoder, { ...task.bench.encoder, ...task.work, seed: settings.seed });
  const { now, remark } = task.bench;
  const checkpoint = new FolderCheckpoint(unfinished, { now, remark });
  const knowledge = featuresOf(labels, task);
  const options = { ...task.work, checkpoint, development: await developmentOf(task), knowledge };
  const trained = await LEARNERS[tagger](sentences, loaded, settings, options);
  await saveTransformer(out, trained);
  const { steps, learningRate, batch } = trained.settings;
  const told = { sentences: sentences.length, steps, learningRate, batch, lastLoss: trained.losses.at(-1) };
  return { f1: bestEvaluation(trained.log)?.f1, told };
}

/** What a tagger with features of the knowledge base is opened with. */
function openingOf(task: Task): KnowledgeOptions {
  const [path] = task.paths('knowledge');
  return path === undefined ? {} : { kb: task.bench.knowledgeBase(path) };
}

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
