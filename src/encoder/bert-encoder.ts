import { join } from 'node:path';
import { HilgenError } from '../base/errors.js';
import { readJson } from '../base/files.js';
import type { Tensor } from '../tensor/tensor.js';
import type { Scope } from '../tensor/train/scope.js';
import { attentionBias, idsOf, oneRow, positionIds } from './attention-inputs.js';
import { type BertInputs, bertStates } from './bert.js';
import { bertConfig, type FamilyConfig } from './bert-config.js';
import type { Encoder, EncoderInput, EncoderWithWeights } from './encoder.js';
import type { Family } from './families/family.js';
import { saveEncoderFiles } from './save-encoder-files.js';
import { splitIntoPieces } from './split-into-pieces.js';
import { readTokenizerJson } from './tokenizer-json.js';
import { readWeights } from './weight-files.js';
import { savedName, underBertNames } from './weight-names.js';
import { weightShapes } from './weight-shapes.js';
import { openWordPieces } from './word-pieces.js';

/** Loads an encoder of BERT's shape (`FAMILIES`) and its weights from a Hugging Face folder. */
export async function loadBertEncoder(folder: string): Promise<EncoderWithWeights> {
  const { encoder, family } = await open(folder);
  const { path, weights } = await readWeights(folder);
  return { encoder, parameters: underBertNames(weights, weightShapes(encoder), family, path) };
}

/** Opens an encoder of BERT's shape without its weights: enough to tag with a program that holds them. */
export async function openBertEncoder(folder: string): Promise<Encoder> {
  return (await open(folder)).encoder;
}

async function open(folder: string): Promise<{ encoder: Encoder; family: Family }> {
  const path = join(folder, 'config.json');
  const content = await readJson(path);
  const { family, config } = bertConfig(content, path);
  const tokenizer = await readTokenizerJson(folder);
  const pieces = await openWordPieces(tokenizer);
  if (pieces.size > config.vocabulary) {
    throw new HilgenError('input', {
      where: folder,
      what: `${tokenizer.path} has ${pieces.size} pieces, config.json says vocab_size ${config.vocabulary}`,
      hint: 'The files come from two models: fetch them again.',
    });
  }
  const inputs = inputsOf(family);
  const positions = config.positions - config.positionOffset;
  const encoder: Encoder = {
    kind: family.modelType,
    hidden: config.hidden,
    dropout: config.classifierDropout,
    inputs,
    recommended: { learningRate: 1e-4, steps: 150 },
    maxLength: positions,
    split: async (sentences, maxLength = positions) => splitIntoPieces(sentences, pieces, maxLength, inputs),
    build: (scope, fed) => buildBert(scope, { family, config }, fed).at(-1) as Tensor,
    states: (scope, fed) => buildBert(scope, { family, config }, fed),
    savedName: (name) => savedName(family, name),
    saveExtras: (target) =>
      saveEncoderFiles({ from: folder, to: target, family, tokenizer, config: content as object }),
  };
  return { encoder, family };
}

function inputsOf({ feedsTypes }: Family): EncoderInput[] {
  const names = ['input_ids', 'attention_mask', ...(feedsTypes ? ['token_type_ids'] : [])];
  return names.map((name) => ({ name, type: 'int64', width: 1 }));
}

function buildBert(
  scope: Scope,
  { family, config }: FamilyConfig,
  inputs: Readonly<Record<string, Tensor>>,
): Tensor[] {
  const words = idsOf(inputs, 'input_ids');
  const common: BertInputs = {
    words,
    positions: positionIds(inputs.input_ids as Tensor, config.positionOffset, config.positions),
    attentionBias: attentionBias(inputs.attention_mask as Tensor),
  };
  if (config.types === 0) return bertStates(scope, config, common);
  const types = family.feedsTypes ? idsOf(inputs, 'token_type_ids') : oneRow('token_type_ids');
  return bertStates(scope, config, { ...common, types });
}
