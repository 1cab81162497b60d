import { HilgenError } from '../../base/errors.js';
import type { WorkOptions } from '../../base/progress.js';
import { labelsOf, type Sentence } from '../../corpus/sentence.js';
import type { EncoderWithWeights } from '../../encoder/encoder.js';
import { withMaxLength } from '../../encoder/max-length.js';
import type { Parameters } from '../../tensor/train/parameters.js';
import { addKnowledgeWeights } from '../knowledge-features/first-weights.js';
import type { Knowledge } from '../knowledge-features/knowledge.js';
import { withKnowledge } from '../knowledge-features/with-knowledge.js';
import type { Checkpoint } from './checkpoint.js';
import { addClassifier } from './classifier.js';
import { type Development, scoreDevelopment } from './development.js';
import { type Example, toExamples } from './examples.js';
import { frozenFeatures } from './frozen-features.js';
import { assertLayerSettings, frozenNames, reinitialise } from './layers.js';
import { addTransitionWeights } from './learnt-transitions.js';
import { planSteps } from './plan.js';
import { type RunInputs, runKey } from './run-key.js';
import { KINDS, type TrainSettings } from './settings.js';
import { type TagSet, tagSet } from './tag-set.js';
import type { TrainedTagger } from './trained-tagger.js';
import { Trainer } from './trainer.js';
import { lossesOf } from './training-log.js';
import { TrainingRun } from './training-run.js';

export { TAGGER_KINDS, type TaggerKind, TRAIN_DEFAULTS, type TrainSettings } from './settings.js';
export type { TrainedTagger } from './trained-tagger.js';

export interface TrainOptions extends WorkOptions {
  /** A knowledge base whose matches are features of the words; tagging needs it too. */
  readonly knowledge?: Knowledge | undefined;
  /** Sentences that choose the weights to keep. */
  readonly development?: Development | undefined;
  /** Where the state is kept, so that an interrupted run can go on. */
  readonly checkpoint?: Checkpoint | undefined;
  /** Milliseconds on a clock that never goes back. */
  readonly now?: (() => number) | undefined;
}

/**
 * Fine-tunes an encoder with a token classifier on labelled sentences: cross-entropy at the first
 * piece of each word or the likelihood of a linear-chain CRF over them, AdamW, linear warm-up and decay, clipping by the global norm.
 *
 * @throws HilgenError `input` where no sentence has a label or a setting does not fit the encoder;
 * `internal` where a loss or gradient is not a number; `interrupted` once the signal has fired.
 */
export async function trainTransformer(
  sentences: readonly Sentence[],
  loaded: EncoderWithWeights,
  settings: TrainSettings,
  options: TrainOptions = {},
): Promise<TrainedTagger> {
  const { parameters } = loaded;
  const { knowledge } = options;
  const encoder = withKnowledge(withMaxLength(loaded.encoder, settings.maxLength), knowledge);
  const set = learntTags(sentences, settings);
  const examples = await toExamples(sentences, encoder, set, knowledge);
  putFreshWeights(loaded, set, settings);
  if (knowledge !== undefined) addKnowledgeWeights(parameters, examples, set.tags.length, knowledge.width);
  const learner = await learnerOf(loaded, examples, settings, options);
  const plan = planSteps(learner.examples, settings);
  const all = { ...plan.settings, ...learner.rest };
  const trainer = new Trainer(withKnowledge(learner.encoder, knowledge), learner.parameters, set, all);
  const { settings: planned } = plan;
  const untrained = { losses: [], log: [] };
  const tagger = { encoder, knowledge, parameters, labels: set.labels, settings: planned, ...untrained };
  const { checkpoint: store, development, now = () => performance.now() } = options;
  const inputs: RunInputs = {
    ...{ settings: planned, set, examples, parameters },
    development: development?.sentences,
    knowledge: knowledge?.identity,
  };
  const run = new TrainingRun({
    ...options,
    plan,
    trainer,
    now,
    evaluate: development && evaluator(tagger, development, options),
    checkpoint: store && { store, key: runKey(inputs) },
  });
  try {
    const log = await run.finish();
    return { ...tagger, log, losses: lossesOf(log) };
  } finally {
    await trainer.close();
  }
}

function learntTags(sentences: readonly Sentence[], { tagger = 'transformer' }: TrainSettings): TagSet {
  const labels = labelsOf(sentences);
  if (labels.length > 0) return tagSet(labels, KINDS[tagger].scheme);
  throw new HilgenError('input', { what: 'nothing to learn from: no sentence has a labelled span' });
}

/** Draws the classifier, adds a CRF's transitions, draws the layers that begin anew. */
function putFreshWeights(
  { encoder, parameters }: EncoderWithWeights,
  set: TagSet,
  settings: TrainSettings,
): void {
  assertLayerSettings(parameters, settings);
  if (settings.reinit !== undefined) reinitialise(parameters, settings.reinit, settings.seed);
  addClassifier(parameters, encoder.hidden, set.tags.length, settings.seed);
  if (KINDS[settings.tagger ?? 'transformer'].isChain) addTransitionWeights(parameters, set.tags.length);
}

interface Learner extends EncoderWithWeights {
  readonly examples: readonly Example[];
  /** Settings that no longer concern it. */
  readonly rest: Partial<TrainSettings>;
}

/** What steps are taken on: the whole, or the classifier over the vectors of a frozen encoder. */
async function learnerOf(
  loaded: EncoderWithWeights,
  examples: readonly Example[],
  { freeze, provider }: TrainSettings,
  work: WorkOptions,
): Promise<Learner> {
  if (freeze !== 'all') return { ...loaded, examples, rest: {} };
  const features = await frozenFeatures(loaded, examples, { ...work, provider });
  const frozen = frozenNames(loaded.parameters, freeze);
  const parameters = new Map([...loaded.parameters].filter(([name]) => !frozen.has(name)));
  return { ...features, parameters, rest: { freeze: undefined } };
}

function evaluator(
  tagger: TrainedTagger,
  development: Development,
  work: WorkOptions,
): (trained: Parameters) => Promise<number> {
  return (trained) => {
    const parameters = new Map([...tagger.parameters, ...trained]);
    return scoreDevelopment({ ...tagger, parameters }, development, work);
  };
}
