import { bertKeys, fromBertKeys } from './bert-keys.js';
import type { Family } from './family.js';

/** BERT (Devlin et al. 2019), cased and uncased. */
export const bertFamily: Family = {
  modelType: 'bert',
  classPrefix: 'Bert',
  prefix: 'bert.',
  config: bertKeys.transform(fromBertKeys),
  feedsTypes: true,
  nameOf: (name) => name,
  tiedWords: ['cls.predictions.decoder.weight'],
};
