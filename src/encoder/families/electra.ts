import { bertKeys, fromBertKeys, size } from './bert-keys.js';
import type { Family } from './family.js';

const electraKeys = bertKeys.extend({ embedding_size: size.default(128) });

/** ELECTRA (Clark et al. 2020), its discriminator: BERT whose tables may be narrower than its layers. */
export const electraFamily: Family = {
  modelType: 'electra',
  classPrefix: 'Electra',
  prefix: 'electra.',
  config: electraKeys.transform((found) => ({ ...fromBertKeys(found), embedding: found.embedding_size })),
  feedsTypes: true,
  nameOf: (name) => name,
  tiedWords: ['generator_lm_head.weight'],
};
