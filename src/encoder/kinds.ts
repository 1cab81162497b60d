import { existsSync } from 'node:fs';
import { HilgenError } from '../base/errors.js';
import { loadBertEncoder, openBertEncoder } from './bert-encoder.js';
import type { Encoder, EncoderWithWeights } from './encoder.js';
import { FAMILIES } from './families/index.js';
import { fetchEncoder, type HubOptions, isHubId } from './hub.js';
import { newVectorsEncoder, openVectorsEncoder } from './vectors-encoder.js';

/** How the encoder of a saved tagger is opened, by kind. */
const OPENERS: Readonly<Record<string, (folder: string) => Promise<Encoder>>> = {
  ...Object.fromEntries(FAMILIES.map(({ modelType }) => [modelType, openBertEncoder])),
  vectors: openVectorsEncoder,
};

export interface EncoderOptions extends HubOptions {
  /** Decides fresh weights, where an encoder has any. */
  readonly seed: number;
}

/**
 * The encoder that a user names: `vectors`, a Hugging Face folder, or a model's id on the hub.
 *
 * @throws HilgenError `input` where the name is none of these.
 */
export async function loadEncoder(name: string, options: EncoderOptions): Promise<EncoderWithWeights> {
  if (name === 'vectors') return newVectorsEncoder(options.seed, options.remark, options);
  if (existsSync(name)) return loadBertEncoder(name);
  if (isHubId(name)) return loadBertEncoder(await fetchEncoder(name, options));
  throw new HilgenError('input', {
    where: name,
    what: 'no such encoder',
    hint: 'Name a Hugging Face folder, a model id such as microsoft/BiomedNLP-BiomedBERT-base-uncased-abstract, or `vectors`.',
  });
}

/** The encoder inside a saved tagger's folder, without its weights. */
export async function openEncoder(kind: string, folder: string): Promise<Encoder> {
  const open = OPENERS[kind];
  if (open !== undefined) return open(folder);
  throw new HilgenError('input', {
    where: folder,
    what: `the model has an encoder of kind "${kind}", which this version does not know`,
    hint: 'Update hilgen.',
  });
}
