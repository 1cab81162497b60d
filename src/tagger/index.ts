export { byConcept, conceptLabels, type Labels } from './concept-labels.js';
export {
  type ConceptLabels,
  type DictionaryOptions,
  dictionaryTagger,
  type LabelMapping,
} from './dictionary.js';
export {
  type Knowledge,
  type KnowledgeIdentity,
  type KnowledgeSource,
  knowledgeOf,
} from './knowledge-features/knowledge.js';
export type { KnowledgeOptions } from './knowledge-features/record.js';
export { namesByShots } from './names-by-shots.js';
export { DISTANCES, type Distance } from './nearest/distances.js';
export { transitionsOf } from './nearest/support.js';
export { NearestTagger } from './nearest/tagger.js';
export { TEMPERATURE } from './nearest/tune.js';
export { VECTOR_KINDS, type VectorKind, type WordVectors } from './nearest/word-vectors.js';
export { DANN_DEFAULTS, DANN_PUBLISHED, type DannSettings } from './saner/settings.js';
export { asNearestTagger, trainDann } from './saner/train-dann.js';
export { ROUND_FILE, selfTrainInFolders } from './self-training/in-folders.js';
export { spreadShortForms, withShortForms } from './short-forms.js';
export { type DocumentTaggingOptions, type TaggedDocuments, tagDocuments } from './tag-documents.js';
export { tagSentences } from './tag-sentences.js';
export type { TaggerModel } from './tagger.js';
export type { Checkpoint, TrainState } from './transformer/checkpoint.js';
export type { Development } from './transformer/development.js';
export { saveTransformer } from './transformer/files.js';

export { FolderCheckpoint, type FolderCheckpointOptions } from './transformer/folder-checkpoint.js';

export { MIX_KINDS, type Mix } from './transformer/mix.js';
export { asTaggerModel, openTransformer, type TaggingSettings } from './transformer/model.js';

export {
  TAGGER_KINDS,
  type TaggerKind,
  TRAIN_DEFAULTS,
  type TrainedTagger,
  type TrainOptions,
  type TrainSettings,
  trainTransformer,
} from './transformer/train.js';
export type { Neighbours, TrainedDann } from './transformer/trained-tagger.js';
export { bestEvaluation, type LogRecord, logLines } from './transformer/training-log.js';
export { trainingPlot } from './transformer/training-plot.js';

export { asWordVectors, openWordVectors } from './transformer/vectors.js';
