import { createHash } from 'node:crypto';
import type { Sentence } from '../../corpus/sentence.js';
import type { Parameters } from '../../tensor/train/parameters.js';
import type { KnowledgeIdentity } from '../knowledge-features/knowledge.js';
import type { Example } from './examples.js';
import type { TrainSettings } from './settings.js';
import type { TagSet } from './tag-set.js';

/** All that decides the weights a run ends with. */
export interface RunInputs {
  readonly settings: TrainSettings;
  readonly set: TagSet;
  readonly examples: readonly Example[];
  /** Weights before the first step. */
  readonly parameters: Parameters;
  readonly development?: readonly Sentence[] | undefined;
  /** The knowledge base that features come from. */
  readonly knowledge?: KnowledgeIdentity | undefined;
}

/** A hash of a run's inputs: two runs of one key end with the same weights. */
export function runKey(inputs: RunInputs): string {
  const { settings, set, examples, parameters, development = [], knowledge } = inputs;
  const hash = createHash('sha256');
  const add = (value: unknown): void => {
    hash.update(`${JSON.stringify(value)}\n`);
  };
  add([settings, set.tags, knowledge]);
  for (const { window, tags, kind } of examples) {
    add([window.length, window.words, tags, kind]);
    for (const [name, values] of Object.entries(window.columns)) {
      add(name);
      if (values instanceof Float32Array) hash.update(bytesOf(values));
      else add(Array.from(values));
    }
  }
  for (const [name, { shape, data }] of parameters) {
    add([name, shape]);
    hash.update(bytesOf(data));
  }
  for (const { text, tokens, spans } of development) add([text, tokens, spans]);
  return hash.digest('hex');
}

function bytesOf({ buffer, byteOffset, byteLength }: Float32Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}
