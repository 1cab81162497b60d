import { copyFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { HilgenError } from '../base/errors.js';
import { readJson } from '../base/files.js';
import type { Tensor } from '../tensor/tensor.js';
import type { Parameters } from '../tensor/train/parameters.js';
import type { Scope } from '../tensor/train/scope.js';
import { attentionBias, idsOf, positionIds } from './attention-inputs.js';
import { bert } from './bert.js';
import { type BertConfig, bertConfig } from './bert-config.js';
import type { Encoder, EncoderInput, EncoderWithWeights, Window } from './encoder.js';
import { readSafetensors } from './safetensors.js';
import { type WordWindow, wordWindows } from './windows.js';
import { loadWordPieces, type WordPieces } from './word-pieces.js';

const TOKENIZER_FILES = ['tokenizer.json', 'tokenizer_config.json', 'special_tokens_map.json', 'vocab.txt'];

/** Pieces that neighbouring windows of a long sentence share. */
const OVERLAP = 64;

const INPUTS: readonly EncoderInput[] = ['input_ids', 'attention_mask', 'token_type_ids'].map((name) => ({
  name,
  type: 'int64',
  width: 1,
}));

/** Loads a BERT encoder and its weights from a Hugging Face folder (`config.json`, `tokenizer.json`, `model.safetensors`). */
export async function loadBertEncoder(folder: string): Promise<EncoderWithWeights> {
  const encoder = await openBertEncoder(folder);
  return { encoder, parameters: underBertNames(await readSafetensors(join(folder, 'model.safetensors'))) };
}

/** Opens a BERT encoder without its weights: enough to tag with a program that holds them. */
export async function openBertEncoder(folder: string): Promise<Encoder> {
  const configPath = join(folder, 'config.json');
  const content = await readJson(configPath);
  const config = bertConfig(content, configPath);
  const pieces = await loadWordPieces(folder);
  if (pieces.size > config.vocabulary) {
    throw new HilgenError('input', {
      where: folder,
      what: `tokenizer.json has ${pieces.size} pieces, config.json says vocab_size ${config.vocabulary}`,
      hint: 'The files come from two models: fetch them again.',
    });
  }
  return {
    kind: 'bert',
    hidden: config.hidden,
    dropout: config.classifierDropout,
    inputs: INPUTS,
    recommended: { learningRate: 1e-4, steps: 150 },
    split: (sentences) => splitAll(sentences, pieces, config),
    build: (scope, inputs) => buildBert(scope, config, inputs),
    saveExtras: async (target) => {
      for (const name of TOKENIZER_FILES) {
        if (existsSync(join(folder, name))) copyFileSync(join(folder, name), join(target, name));
      }
      return { ...(content as object), architectures: ['BertForTokenClassification'] };
    },
  };
}

function buildBert(scope: Scope, config: BertConfig, inputs: Readonly<Record<string, Tensor>>): Tensor {
  return bert(scope, config, {
    words: idsOf(inputs, 'input_ids'),
    types: idsOf(inputs, 'token_type_ids'),
    positions: positionIds(inputs.input_ids as Tensor),
    attentionBias: attentionBias(inputs.attention_mask as Tensor),
  });
}

async function splitAll(
  sentences: readonly (readonly string[])[],
  pieces: WordPieces,
  config: BertConfig,
): Promise<Window[][]> {
  const limit = config.positions - 2;
  const cut = await pieces.cut(sentences.flat());
  let at = 0;
  return sentences.map((words) => {
    const own = cut.slice(at, at + words.length).map((ids) => ids.slice(0, limit));
    at += words.length;
    const counts = own.map((ids) => ids.length);
    const overlap = Math.min(OVERLAP, Math.floor(limit / 2));
    return wordWindows(counts, limit, overlap).map((window) => toWindow(own, window, pieces));
  });
}

function toWindow(
  ids: readonly (readonly number[])[],
  { first, end, from, to }: WordWindow,
  pieces: WordPieces,
): Window {
  const input: number[] = [pieces.before];
  const words: { word: number; piece: number }[] = [];
  for (let word = first; word < end; word++) {
    if (word >= from && word < to) words.push({ word, piece: input.length });
    input.push(...(ids[word] ?? []));
  }
  input.push(pieces.after);
  const columns = {
    input_ids: input,
    attention_mask: input.map(() => 1),
    token_type_ids: input.map(() => 0),
  };
  return { length: input.length, columns, words };
}

/** The names of `BertForTokenClassification`, whatever head the file was saved with. */
function underBertNames(parameters: Parameters): Parameters {
  const renamed: Parameters = new Map();
  for (const [name, parameter] of parameters) {
    const modern = name
      .replace(/LayerNorm\.gamma$/, 'LayerNorm.weight')
      .replace(/LayerNorm\.beta$/, 'LayerNorm.bias');
    const full = /^(embeddings|encoder)\./.test(modern) ? `bert.${modern}` : modern;
    if (/^(bert\.(embeddings|encoder)|classifier)\./.test(full)) renamed.set(full, parameter);
  }
  return renamed;
}
