export { type DictionaryOptions, dictionaryTagger, type LabelMapping } from './dictionary.js';
export { namesByShots } from './names-by-shots.js';
export type { TaggerModel } from './tagger.js';
export { saveTransformer } from './transformer/files.js';
export { asTaggerModel, openTransformer } from './transformer/model.js';
export {
  TRAIN_DEFAULTS,
  type TrainedTagger,
  type TrainSettings,
  trainTransformer,
} from './transformer/train.js';
