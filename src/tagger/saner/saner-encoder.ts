import { join } from 'node:path';
import { writeFileAtomic } from '../../base/files.js';
import type { Encoder, Window } from '../../encoder/encoder.js';
import { windowsByWord } from '../../encoder/windows.js';
import { characterColumns, wordVectorColumns } from '../../encoder/word-features.js';
import type { WordVectors } from '../../encoder/word-vectors.js';
import type { ContextualFeatures } from './contextual-features.js';
import type { NeighbourMemory } from './neighbour-memory.js';
import { saner, sanerInputs } from './saner.js';
import { DANN_DEFAULTS, type SanerConfig } from './settings.js';

export const MODEL_TYPE = 'hilgen-saner';
/** The folder of the encoder that gives features, inside the model's. */
export const ENCODER_FOLDER = 'encoder';
/** The words of the memory, row by row. */
export const MEMORY_FILE = 'memory.json';

/** Longest input, in words; longer sentences go through overlapping windows. */
const POSITIONS = 256;
const OVERLAP = 32;

/** What SANER is made of beside its weights. */
export interface SanerParts {
  readonly config: SanerConfig;
  readonly vectors: WordVectors;
  readonly memory: NeighbourMemory;
  readonly features?: ContextualFeatures | undefined;
}

/** SANER as an encoder whose pieces are words. Its weights are trained; those that give it features are not. */
export function sanerEncoder(parts: SanerParts): Encoder {
  const { config, features } = parts;
  return {
    kind: 'saner',
    hidden: 2 * config.width,
    dropout: config.outputDropout,
    inputs: sanerInputs(config),
    recommended: DANN_DEFAULTS,
    maxLength: POSITIONS,
    split: (sentences, maxLength = POSITIONS) => splitSentences(sentences, parts, maxLength),
    build: (scope, inputs) => saner(scope, config, inputs),
    close: async () => features?.close(),
    saveExtras: (folder) => saveParts(folder, parts),
  };
}

async function splitSentences(
  sentences: readonly (readonly string[])[],
  { config, vectors, memory, features }: SanerParts,
  maxLength: number,
): Promise<Window[][]> {
  const overlap = Math.min(OVERLAP, Math.floor(maxLength / 2));
  const contextual = await features?.of(sentences);
  const rows = await memory.rowsOf(sentences.flat());
  return sentences.map((words, at) =>
    windowsByWord(words.length, maxLength, overlap).map(({ first, end, words: labelled }) => {
      const shown = words.slice(first, end);
      const own = contextual?.[at]?.subarray(first * config.features, end * config.features);
      const columns = {
        ...wordVectorColumns(shown, vectors),
        ...(own === undefined ? characterColumns(shown) : { features: own }),
        ...neighbourColumns(shown, rows, config.neighbours),
        attention_mask: shown.map(() => 1),
      };
      return { length: shown.length, columns, words: labelled };
    }),
  );
}

function neighbourColumns(
  words: readonly string[],
  rows: ReadonlyMap<string, readonly number[]>,
  count: number,
): Window['columns'] {
  const ids = new Array<number>(words.length * count).fill(0);
  const mask = new Float32Array(ids.length);
  words.forEach((word, at) => {
    rows.get(word.toLowerCase())?.forEach((row, place) => {
      ids[at * count + place] = row;
      mask[at * count + place] = 1;
    });
  });
  return { neighbour_ids: ids, neighbour_mask: mask };
}

async function saveParts(
  folder: string,
  { config, memory, features }: SanerParts,
): Promise<Readonly<Record<string, unknown>>> {
  await features?.save(join(folder, ENCODER_FOLDER));
  await writeFileAtomic(join(folder, MEMORY_FILE), `${JSON.stringify(memory.words)}\n`);
  return { model_type: MODEL_TYPE, ...config };
}
