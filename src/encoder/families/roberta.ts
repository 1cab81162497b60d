import { z } from 'zod';
import { bertKeys, fromBertKeys } from './bert-keys.js';
import type { Family } from './family.js';

const robertaKeys = bertKeys.extend({ pad_token_id: z.int().nonnegative().default(1) });

/** RoBERTa (Liu et al. 2019): BERT whose positions are counted from the padding piece's number on, one type only. */
export const robertaFamily: Family = {
  modelType: 'roberta',
  classPrefix: 'Roberta',
  prefix: 'roberta.',
  config: robertaKeys.transform((found) => ({
    ...fromBertKeys(found),
    positionOffset: found.pad_token_id + 1,
  })),
  feedsTypes: false,
  nameOf: (name) => name,
  tiedWords: ['lm_head.decoder.weight'],
};
